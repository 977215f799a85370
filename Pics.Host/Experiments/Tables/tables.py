"""Peers of scikit-learn for `reproduce tables`: imputation, prediction of a class, a Gaussian mixture, a two-sample test.

    tables.py export DIR          writes the tables that scikit-learn ships as CSV files
    tables.py peers DIR SEED      reads the files of one table in DIR, writes what peers make of them there

Files in DIR have a line of names, then numbers; categories are the numbers of their values; what is missing is empty.
schema.json: {"numbers": [true, ...], "values": [0, 3, ...], "target": 4 or null, "percents": [10, 30, 50]}
"""
import csv
import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn import datasets
from sklearn.ensemble import RandomForestClassifier
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import cross_val_predict
from sklearn.metrics import roc_auc_score

warnings.filterwarnings("ignore")
MOST_ROWS = 4000  # that k nearest neighbours and the iterative imputer learn from


def export(folder):
    """The tables with their headings and the names of their classes."""
    loaders = {
        "iris": (datasets.load_iris, "species"),
        "wine": (datasets.load_wine, "class"),
        "breast-cancer": (datasets.load_breast_cancer, "diagnosis"),
        "diabetes": (lambda: datasets.load_diabetes(scaled=False), None),
    }
    for name, (load, target) in loaders.items():
        data = load()
        with open(Path(folder) / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(list(data.feature_names) + [target or "progression"])
            for row, label in zip(data.data, data.target):
                writer.writerow([f"{x:g}" for x in row] + [data.target_names[label] if target else f"{label:g}"])


def read(path):
    return np.genfromtxt(path, delimiter=",", skip_header=1, ndmin=2)


def write(path, rows):
    np.savetxt(path, rows, delimiter=",", header=",".join(f"c{i}" for i in range(rows.shape[1])), comments="", fmt="%.17g")


class Encoding:
    """Numbers in standard deviations, categories as one column a value; NaN where not observed."""

    def __init__(self, train, schema, columns):
        self.columns, self.schema = columns, schema
        self.mean = {c: np.nanmean(train[:, c]) for c in columns if schema["numbers"][c]}
        self.scale = {c: np.nanstd(train[:, c]) or 1.0 for c in columns if schema["numbers"][c]}

    def encode(self, rows):
        parts = []
        for c in self.columns:
            x = rows[:, c]
            if self.schema["numbers"][c]:
                parts.append(((x - self.mean[c]) / self.scale[c])[:, None])
            else:
                one = (x[:, None] == np.arange(self.schema["values"][c])[None, :]).astype(float)
                one[np.isnan(x)] = np.nan
                parts.append(one)
        return np.hstack(parts)

    def decode(self, encoded, like):
        rows, at = like.copy(), 0
        for c in self.columns:
            hidden = np.isnan(like[:, c])
            if self.schema["numbers"][c]:
                rows[hidden, c] = encoded[hidden, at] * self.scale[c] + self.mean[c]
                at += 1
            else:
                values = self.schema["values"][c]
                rows[hidden, c] = np.argmax(encoded[hidden, at:at + values], axis=1)
                at += values
        return rows


def some(rows, seed):
    return rows if len(rows) <= MOST_ROWS else rows[np.random.default_rng(seed).permutation(len(rows))[:MOST_ROWS]]


def with_holes(rows, percent, seed):
    """Training rows with as many holes as those that are asked about, so that imputers learn to fill them."""
    hidden = np.random.default_rng(seed).random(rows.shape) < percent / 100
    hidden[:, np.isnan(np.where(hidden, np.nan, rows)).all(axis=0)] = False
    return np.where(hidden, np.nan, rows)


def impute(folder, schema, train, seed, found):
    encoding = Encoding(train, schema, range(train.shape[1]))
    learned = some(train, seed)
    for percent in schema["percents"]:
        masked = read(folder / f"test-{percent}.csv")
        for name in ("knn", "iterative"):
            start = time.time()
            if name == "knn":
                imputer = KNNImputer(n_neighbors=5).fit(encoding.encode(learned))
            else:
                imputer = IterativeImputer(max_iter=10, random_state=seed).fit(encoding.encode(with_holes(learned, percent, seed)))
            write(folder / f"{name}-{percent}.csv", encoding.decode(imputer.transform(encoding.encode(masked)), masked))
            found["seconds"][name] = found["seconds"].get(name, 0) + time.time() - start


def predict(folder, schema, train, test, seed, found):
    target = schema["target"]
    known, asked = train[~np.isnan(train[:, target])], test[~np.isnan(test[:, target])]
    encoding = Encoding(known, schema, [c for c in range(train.shape[1]) if c != target])
    filler = SimpleImputer(keep_empty_features=True).fit(encoding.encode(known))
    x, y, rows = filler.transform(encoding.encode(known)), known[:, target].astype(int), filler.transform(encoding.encode(asked))
    for name, model in (("logistic", LogisticRegression(max_iter=2000)), ("forest", RandomForestClassifier(300, random_state=seed, n_jobs=1))):
        start = time.time()
        model.fit(x, y)
        all_classes = np.zeros((len(rows), schema["values"][target]))
        all_classes[:, model.classes_] = model.predict_proba(rows)
        write(folder / f"{name}.csv", all_classes)
        found["seconds"][name] = time.time() - start


def mixture(schema, train, test, seed, found):
    """The mean log-likelihood of the numbers of test rows without holes, the components chosen by BIC."""
    columns = [c for c, number in enumerate(schema["numbers"]) if number]
    if not columns:
        return
    x, asked = train[:, columns], test[:, columns]
    x, asked = x[~np.isnan(x).any(axis=1)], asked[~np.isnan(asked).any(axis=1)]
    if len(x) < 20 or len(asked) == 0:
        return
    mean, scale = x.mean(axis=0), np.where(x.std(axis=0) > 0, x.std(axis=0), 1)
    start, best = time.time(), None
    for components in range(1, 11):
        if components * 5 > len(x):
            break
        model = GaussianMixture(components, random_state=seed).fit((x - mean) / scale)
        bic = model.bic((x - mean) / scale)
        if best is None or bic < best[0]:
            best = (bic, components, model)
    found["mixture"] = {"components": best[1], "logLikelihood": float(best[2].score((asked - mean) / scale) - np.log(scale).sum())}
    found["seconds"]["mixture"] = time.time() - start


def tell_apart(folder, schema, train, seed, found):
    """The area under the ROC curve of a random forest that tells real rows from sampled ones: 0.5 where it cannot."""
    sampled = read(folder / "sampled.csv")
    real, made = some(train, seed)[:2000], sampled[:2000]
    made = made[:len(real)].copy()
    real = real[:len(made)]
    made[np.isnan(real)] = np.nan  # what is missing tells nothing
    encoding = Encoding(train, schema, range(train.shape[1]))
    x = np.nan_to_num(encoding.encode(np.vstack([real, made])))
    y = np.r_[np.ones(len(real)), np.zeros(len(made))]
    guess = cross_val_predict(RandomForestClassifier(200, random_state=seed, n_jobs=1), x, y, cv=5, method="predict_proba")[:, 1]
    found["auc"] = float(roc_auc_score(y, guess))


def peers(folder, seed):
    folder, found = Path(folder), {"seconds": {}}
    schema = json.loads((folder / "schema.json").read_text())
    train, test = read(folder / "train.csv"), read(folder / "test.csv")
    impute(folder, schema, train, seed, found)
    if schema["target"] is not None:
        predict(folder, schema, train, test, seed, found)
    mixture(schema, train, test, seed, found)
    tell_apart(folder, schema, train, seed, found)
    (folder / "peers.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "export":
        export(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "peers":
        peers(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(__doc__)
