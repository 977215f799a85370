using FsCheck;
using FsCheck.Xunit;

namespace Pics.Properties;

/// <summary>What is chosen from rows is possible for every number of them, and does not jump about.</summary>
public class LearnChoiceLaws
{
    [Property]
    public bool Tables_of_any_size_have_possible_choices(PositiveInt rows)
    {
        var chosen = LearnChoices.For(rows.Get, areImages: false);
        var epoch = (rows.Get + chosen.BatchSize - 1) / chosen.BatchSize; // with all rows
        return chosen.BatchSize >= 1 && chosen.BatchSize <= Math.Min(256, rows.Get) && epoch >= Math.Min(8, rows.Get) && chosen.ValidateEvery >= 1 && chosen.ValidateEvery <= epoch && chosen.Epochs is >= 5 and <= 200
            && chosen.Patience * chosen.ValidateEvery >= Math.Min(480, 20 * chosen.ValidateEvery) && chosen.Structure is StructureChoice.HiddenChowLiu && chosen.Grouping == Grouping.Circuit && chosen.LastBatch == LastBatch.Even && chosen.Reasons.Length > 5;
    }

    [Property]
    public bool Patience_of_tables_is_counted_in_passes_over_the_rows_and_is_a_period_of_the_learning_rate_at_least(PositiveInt rows, PositiveInt times)
    {
        var chosen = LearnChoices.For((int)Math.Min(200_000, (long)rows.Get * times.Get), areImages: false);
        var (pass, steps) = (chosen.ValidateEvery, chosen.Patience * chosen.ValidateEvery); // of an epoch; without improvement
        return steps <= Math.Max(500, 30 * pass) && steps > Math.Max(500, 30 * pass) - pass;
    }

    [Property]
    public bool Some_rows_of_a_table_are_held_out_twice_and_some_are_left(PositiveInt extra)
    {
        var rows = extra.Get + 3;
        var part = LearnChoices.HeldOut(rows, areImages: false);
        var tested = (int)(rows * part);
        var told = (int)((rows - tested) * part);
        return tested >= 1 && told >= 1 && rows - tested - told >= 1;
    }

    [Fact]
    public void A_large_table_is_looked_at_often_and_gone_through_a_few_times()
    {
        var chosen = LearnChoices.For(3_000_000, areImages: false);
        Assert.Equal((256, 1000, 5), (chosen.BatchSize, chosen.ValidateEvery, chosen.Epochs));
        Assert.Equal(20_000, LearnChoices.HeldOut(3_000_000, areImages: false) * 3_000_000, 1e-6);
    }

    [Fact]
    public void A_wish_to_drop_rows_is_what_the_rest_goes_by() => Assert.Equal((LastBatch.Drop, 9), LearnChoices.For(96, areImages: false, 10, last: LastBatch.Drop) is var chosen ? (chosen.LastBatch, chosen.ValidateEvery) : default);

    [Fact]
    public void A_wished_batch_is_what_the_rest_goes_by() => Assert.Equal((10, 10), LearnChoices.For(96, areImages: false, 10) is var chosen ? (chosen.BatchSize, chosen.ValidateEvery) : default);

    [Fact]
    public void Images_have_what_they_always_had()
    {
        var chosen = LearnChoices.For(1000, areImages: true);
        Assert.Equal((125, 25, 10, 256, 0.1, 200), (chosen.BatchSize, chosen.ValidateEvery, chosen.Patience, chosen.Width, LearnChoices.HeldOut(1000, areImages: true), chosen.Epochs));
        Assert.Equal((Grouping.Layer, Sharing.Full), (chosen.Grouping, chosen.InputSharing));
    }
}
