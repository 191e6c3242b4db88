using CampaignDashboard.Metrics;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Periods as people write them into the address of a comparison.</summary>
public sealed class ComparedPeriodTests
{
    [Theory]
    [InlineData("2026", "2026-01-01", "2027-01-01")]
    [InlineData("2026-02", "2026-02-01", "2026-03-01")]
    [InlineData("2026-03-01/2026-03-15", "2026-03-01", "2026-03-16")]
    public void A_year_a_month_and_two_dates_are_read(string text, string from, string until)
    {
        Assert.Equal(new Period(Midnight(from), Midnight(until)), ComparedColumn.ReadPeriod(text));
    }

    [Fact]
    public void Nothing_is_always()
    {
        Assert.Equal(Period.All, ComparedColumn.ReadPeriod(""));
    }

    [Theory]
    [InlineData("last year")]
    [InlineData("2026-13")]
    [InlineData("9999")]
    [InlineData("2026-03-15/2026-03-01")]
    [InlineData("2026-03-01/")]
    [InlineData("/")]
    public void Anything_else_is_not(string text)
    {
        Assert.Null(ComparedColumn.ReadPeriod(text));
    }

    private static DateTimeOffset Midnight(string day) =>
        DateTimeOffset.Parse($"{day}T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
