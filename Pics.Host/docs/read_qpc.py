"""Log-likelihoods of the rows in a .npy file under a circuit that `export` wrote as .npz or .safetensors; see export-format.md."""
import functools, json, math, sys
import numpy as np

def load(path):
    if path.endswith(".npz"):
        file = np.load(path)
        return json.loads(file["structure.json"]), {name: file[name] for name in file.files if not name.endswith(".json")}
    data, types = open(path, "rb").read(), {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
    start = 8 + int.from_bytes(data[:8], "little")
    header, body = json.loads(data[8:start]), memoryview(data)[start:]
    return json.loads(header.pop("__metadata__")["structure"]), {name: np.frombuffer(body[slice(*entry["data_offsets"])], types[entry["dtype"]]).reshape(entry["shape"]) for name, entry in header.items()}

def density(kind, table, x):  # table [K, C, V], x [B, C] with NaN where not observed; gives [B, K]
    seen, x, a, b = ~np.isnan(x)[:, None], np.nan_to_num(x)[:, None], table[..., 0], table[..., -1]
    if kind == "gaussian": log = -((x - a) * np.exp(-b)) ** 2 / 2 - b - math.log(2 * math.pi) / 2
    elif kind == "poisson": log = x * a - np.exp(a) - np.vectorize(math.lgamma, otypes=[float])(x + 1)
    else: log = table[np.arange(len(table))[:, None], np.arange(x.shape[2]), x.astype(int)]
    return np.where(seen, log, 0).sum(2)

def product(u, weights):  # log of exp(u) [B, I] times weights [O, I]; gives [B, O]
    most = np.maximum(u.max(1, keepdims=True), -1e30)
    return np.log(np.exp(u - most) @ weights.T) + most

def log_likelihood(structure, arrays, rows):  # rows [B, variables, C]: whole numbers, -1 where not observed, or reals, NaN there
    rows, kinds, out = np.where(rows < 0, np.nan, rows) if rows.dtype.kind == "i" else rows, {g["id"]: g["kind"] for g in structure["groups"]}, []
    outer = lambda u, v: (u[:, :, None] + v[:, None]).reshape(len(u), -1)
    for at, layer in enumerate(structure["layers"]):
        def fold(f, kind=layer["kind"], own={name.split(".")[2]: array for name, array in arrays.items() if name.startswith(f"layer.{at}.")}):
            w = [arrays[f"group.{g}"][h].astype(float) for g, h in own["functions"][f].reshape(-1, 2)] if "functions" in own else own.get("weights", [[]] * (f + 1))[f]
            if kind == "input": return density(kinds[own["functions"][f, 0]], w[0], np.where(np.isnan(own["fixed"][f]), rows[:, own["variables"][f] % rows.shape[1], :w[0].shape[1]], own["fixed"][f] if np.isfinite(own["fixed"][f]) else np.nan))
            u = [out[l][g] for l, g in own["sources"][f]]
            if kind == "cp": return sum(product(v, weights) for v, weights in zip(u, w))
            if kind == "mixing": return np.logaddexp.reduce([v + np.log(weight) for v, weight in zip(u, w)])
            return sum(u) if kind == "hadamard" else functools.reduce(outer, u) if kind == "kronecker" else product(functools.reduce(outer, u), w[0])
        out.append([fold(f) for f in range(layer["folds"])])
    return out[-1][0][:, 0] - structure["logNormaliser"]

if __name__ == "__main__":
    with np.errstate(divide="ignore"): print(*log_likelihood(*load(sys.argv[1]), np.load(sys.argv[2])), sep="\n")
