using Pics.Host;

namespace Pics.Properties;

/// <summary>What a model of a table is said to gain over independent columns.</summary>
public class TableGainTests
{
    private static string? Says(double reported, double? chosen = null, int rows = 20, int chosenRows = 2000) => TableGain.Explain(
        new("test", rows, reported),
        chosen is { } nats ? new("validation", chosenRows, nats) : null,
        little => $"less than {Tables.Number(little, 2)} for some reason");

    [Fact]
    public void A_gain_is_told_by_the_rows_that_are_reported_on()
    {
        Assert.Equal("That is 0.05 nats a row above independent columns on the 20 test rows: what the model knows of how the columns depend on each other.", Says(0.05, -1));
        Assert.Equal("The model gains little over independent columns, 0.04 nats a row on the 20 test rows: less than 0.05 for some reason.", Says(0.04));
        Assert.Equal("The model gains nothing over independent columns, it is 0.50 nats a row below them on the 20 test rows: less than 0.05 for some reason.", Says(-0.5));
    }

    [Fact]
    public void A_little_gain_and_a_loss_are_told_by_the_rows_that_chose_the_parameters_too()
    {
        Assert.EndsWith("for some reason. On the 2,000 validation rows, which chose its parameters, it gains 0.0061 nats a row.", Says(-0.0004, 0.0061), StringComparison.Ordinal);
        Assert.EndsWith("for some reason. On the 2,000 validation rows, which chose its parameters, it is 0.0004 nats a row below them: --structure fully-factorised learns independent columns alone.", Says(0.01, -0.0004), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_rows_and_densities_without_a_limit_tell_none()
    {
        Assert.Equal("The 9 test rows are too few to tell what the model gains over independent columns.", Says(-1, -1, rows: 9));
        Assert.Equal("The 1 test row is too few to tell what the model gains over independent columns.", Says(1, rows: 1));
        Assert.EndsWith("for some reason.", Says(-1, -1, chosenRows: 9), StringComparison.Ordinal);
        Assert.EndsWith("for some reason.", Says(-1, double.NaN), StringComparison.Ordinal);
        Assert.Null(Says(double.NaN));
        Assert.Null(Says(double.PositiveInfinity));
    }
}
