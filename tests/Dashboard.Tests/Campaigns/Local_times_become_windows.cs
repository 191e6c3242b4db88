using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Local_times_become_windows
{
    [Theory]
    // Dates: from the beginning of the first day to the end of the last one, in the event's own zone.
    [InlineData("2018-06-09", "2018-06-11", "America/New_York", "2018-06-09T04:00Z", "2018-06-12T04:00Z")]
    [InlineData("2018-06-09", "2018-06-09", "UTC", "2018-06-09T00:00Z", "2018-06-10T00:00Z")]
    [InlineData("2026-03-08T13:00", "2026-03-08T17:00", "Europe/Amsterdam", "2026-03-08T12:00Z", "2026-03-08T16:00Z")]
    [InlineData("2026-03-08", "2026-03-08T17:00", "Asia/Kolkata", "2026-03-07T18:30Z", "2026-03-08T11:30Z")]
    // The day on which the clock jumps ahead has 23 hours, the one on which it falls back 25.
    [InlineData("2026-03-29", "2026-03-29", "Europe/Amsterdam", "2026-03-28T23:00Z", "2026-03-29T22:00Z")]
    [InlineData("2026-10-25", "2026-10-25", "Europe/Amsterdam", "2026-10-24T22:00Z", "2026-10-25T23:00Z")]
    // Half past two is shown twice on that night: the first one is meant.
    [InlineData("2026-10-25T02:30", "2026-10-25T03:00", "Europe/Amsterdam", "2026-10-25T00:30Z", "2026-10-25T02:00Z")]
    public void A_window_is_half_open_and_in_utc(string start, string end, string zone, string from, string until)
    {
        var window = LocalWindow.Between(start, end, zone);
        Assert.Equal(new LocalWindow(Utc(from), Utc(until)), window);
        Assert.Equal(TimeSpan.Zero, window!.Value.Start.Offset);
    }

    [Theory]
    [InlineData("2026-03-29T02:00", "Europe/Amsterdam", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T02:30", "Europe/Amsterdam", "2026-03-29T01:00Z")]
    [InlineData("2026-03-08T02:59", "America/New_York", "2026-03-08T07:00Z")]
    public void A_time_that_the_clock_skips_means_the_instant_of_the_jump(
        string skipped,
        string zone,
        string instant
    ) => Assert.Equal(Utc(instant), LocalWindow.Between(skipped, "2026-04-01", zone)?.Start);

    [Fact]
    public void A_day_may_begin_at_one_o_clock_where_the_clock_jumps_at_midnight() =>
        Assert.Equal(
            new LocalWindow(Utc("2018-11-04T03:00Z"), Utc("2018-11-05T02:00Z")),
            LocalWindow.Between("2018-11-04", "2018-11-04", "America/Sao_Paulo")
        );

    [Theory]
    [InlineData("2026-03-08", "2026-03-09", "Europe/Leiden")]
    [InlineData("2026-03-08", "2026-03-09", "")]
    [InlineData("2026-02-30", "2026-03-09", "UTC")]
    [InlineData("2026-03-08", "8 March 2026", "UTC")]
    [InlineData("2026-03-08T25:00", "2026-03-09", "UTC")]
    [InlineData("", "2026-03-09", "UTC")]
    public void What_is_no_time_or_no_zone_makes_no_window(string start, string end, string zone) =>
        Assert.Null(LocalWindow.Between(start, end, zone));

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
