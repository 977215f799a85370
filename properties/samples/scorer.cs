#!/usr/bin/env dotnet
// Scores rows, fills them or asks a question, without libtorch, compiled ahead of time:
//   dotnet publish scorer.cs -r linux-x64 -o scorer && scorer/scorer MODEL score rows.csv
#:package Pics.Asking@0.3.0
#:property IlcInstructionSet=x86-64-v3
#:property InvariantGlobalization=true
using System.Globalization;
using Pics.Numerics;

if (args is not [var path, var verb, var what, ..])
{
    Console.Error.WriteLine("scorer: expected a model, and 'score' or 'fill' a table (and a file for what is filled), 'sample' a number, or 'ask' a question");
    return 2;
}

try
{
    using var model = PicModel.Open(path).OrThrow();
    switch (verb)
    {
        case "score":
            foreach (var log in model.LogLikelihoods(Rows(model, what)).OrThrow()) Console.WriteLine(Digits(log));
            return 0;
        case "fill":
            var filled = model.Complete(Rows(model, what)).OrThrow();
            if (args.Length > 3) filled.WriteCsv(args[3]).OrThrow();
            else Print(filled);
            return 0;
        case "sample":
            if (!int.TryParse(what, CultureInfo.InvariantCulture, out var count)) goto default;
            Print(model.Sample(count, seed: 42).OrThrow());
            return 0;
        case "ask":
            Console.WriteLine(model.Ask(what).OrThrow());
            return 0;
        default:
            Console.Error.WriteLine($"scorer: '{verb} {what}' is nothing to do; expected 'score', 'fill', 'sample' or 'ask'");
            return 2;
    }
}
catch (PicsException error)
{
    Console.Error.WriteLine($"scorer: {error.Message}");
    return 1;
}

// The rows of a table of text, as the model sees them.
static Dataset Rows(PicModel model, string path) =>
    CsvTable.Read(path, ReadOptions.Default.Like(model.Form))
        .Match(rows => rows, error => throw new PicsException(PicsFault.Of(error)));

static string Digits(double number) => number.ToString("R", CultureInfo.InvariantCulture);

static void Print(Dataset rows)
{
    Console.WriteLine(string.Join(',', rows.Form.Headings));
    for (var row = 0; row < rows.Rows; row++) Console.WriteLine(string.Join(',', rows.Texts(row)));
}
