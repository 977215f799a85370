namespace Pics.Numerics;

/// <summary>From a model to a smaller one over some of its columns, of fixed parameters: what is known is built in, what is hidden is summed out.</summary>
internal static class Conditioning
{
    /// <summary>The variables that are not among some columns.</summary>
    public static Either<PicsFault, IReadOnlyList<int>> Others(RowForm form, IEnumerable<string> columns)
    {
        var kept = new System.Collections.Generic.HashSet<int>();
        var names = new ColumnNames(form.Columns, 1);
        foreach (var column in columns ?? [])
        {
            var found = names.Find(new(0, column, true, true));
            if (found.IsLeft) return found.OrFault().Map(_ => (IReadOnlyList<int>)[]);
            found.IfRight(term => kept.Add(term.Variable));
        }

        return Either<PicsFault, IReadOnlyList<int>>.Right([.. Enumerable.Range(0, form.Variables).Where(variable => !kept.Contains(variable))]);
    }

    /// <summary>The model of what is neither known nor hidden, given what is known.</summary>
    public static Either<PicsFault, PicModel> Of(PicModel model, EncodedRow row, IReadOnlyList<int> hidden) =>
        from known in Known(model.Asked, row).OrFault()
        let rest = Enumerable.Range(0, row.Form.Variables).Where(variable => !known.ContainsKey(variable) && !hidden.Contains(variable)).ToArray()
        from some in rest.Length > 0 ? LanguageExt.Unit.Default : Either<QueryError, LanguageExt.Unit>.Left(new QueryError.Argument("the number of columns that are left", 0, "at least 1")).OrFault()
        from possible in Possible(model.Asked, row).OrFault()
        from made in Of(model, known, hidden, rest).OrFault()
        select made;

    /// <summary>What counts of the variables of which something is known, [channels] each.</summary>
    private static Either<QueryError, IReadOnlyDictionary<int, Restriction[]>> Known(AskedCircuit model, EncodedRow row)
    {
        var known = new Dictionary<int, Restriction[]>();
        foreach (var (variable, family) in model.Families)
        {
            var all = Enumerable.Range(variable * row.Form.Channels, row.Form.Channels).Select(place => row.Form.Columns[variable].Restrict(row.At(place), family)).ToArray();
            var given = all.Count(one => one is not Restriction.All);
            if (given == 0) continue;
            if (given < all.Length) return new QueryError.Argument($"the number of channels of '{row.Form.Heading(variable)}' that are given", given, $"0 or {all.Length}");
            known.Add(variable, all);
        }

        return Either<QueryError, IReadOnlyDictionary<int, Restriction[]>>.Right(known);
    }

    private static Either<QueryError, LanguageExt.Unit> Possible(AskedCircuit model, EncodedRow row)
    {
        using var found = FoundModel.Of(model, row);
        return EvidenceCheck.FindGiven(found.Model, found.Evidence) is { } error ? error : LanguageExt.Unit.Default;
    }

    private static Either<PicsError, PicModel> Of(PicModel model, IReadOnlyDictionary<int, Restriction[]> known, IReadOnlyList<int> hidden, int[] rest)
    {
        var (queries, isNormalised) = (model.Asked, model.Asked.IsNormalised);
        var fixedInputs = new FixedInputs(queries.Numbers, known);
        var units = queries.Circuit.Unfold().Units.Units.Select(fixedInputs.Of).ToArray();
        using var parameters = fixedInputs.Parameters();
        return from observed in Qpc.Create(units, queries.Circuit.Rule)
               from absorbed in Marginalise.Over<Qpc>(Scope.Of(hidden))
                   .Then(isNormalised ? Prune.Pass<Qpc>() : Pass.Identity<Qpc>())
                   .Then(Absorb.After(fixedInputs.LastGroup))
                   .Apply(observed)
               let reduced = new ReducedCircuit(absorbed, parameters, queries.Numbers.Last, rest, countsHidden: !isNormalised)
               from pic in Pic.Create(reduced.Units)
               let host = HostModel.Of(pic, reduced.Tables(), isNormalised && known.Count == 0, new(Double: queries.IsDouble), StoredRule.Of(queries.Circuit.Rule))
               from made in AskedCircuit.Of(host, queries.Circuit.Rule)
               select new PicModel(model.Form.Take(rest), host, made);
    }
}
