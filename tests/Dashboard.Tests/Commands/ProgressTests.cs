using CampaignDashboard.EventStore;
using CampaignDashboard.Host.Commands;

namespace CampaignDashboard.Tests.Commands;

public sealed class ProgressTests
{
    private static readonly RebuildProgress Half = new(2_600_000, 5_000_000, 183_049, TimeSpan.FromSeconds(13.1));

    [Theory]
    [InlineData(
        100,
        "figures  [###############...............]  52 %  2,600,000 of 5,000,000  183,000 events/s  13 s left"
    )]
    [InlineData(75, "figures  [##...]  52 %  2,600,000 of 5,000,000  183,000 events/s  13 s left")]
    [InlineData(74, "figures  52 %  2,600,000 of 5,000,000  183,000 events/s  13 s left")]
    [InlineData(30, "figures  52 %  2,600,000 of 5,")]
    [InlineData(0, "")]
    public void It_fits_the_terminal(int width, string line) =>
        Assert.Equal(line, ProgressBar.Line("figures", Half, width));

    [Fact]
    public void The_bar_is_as_full_as_the_percentage_says() =>
        Assert.Contains(
            "[####################....................]  50 %",
            ProgressBar.Line("figures", Half with { Position = 2_500_000 }, 200),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(0, 0, "100 %")]
    [InlineData(0, 10, "0 %")]
    [InlineData(4_999_999, 5_000_000, "99 %")]
    [InlineData(12, 10, "100 %")]
    [InlineData(long.MaxValue - 1, long.MaxValue, "99 %")]
    public void A_hundred_percent_means_that_nothing_is_left(long position, long head, string percent) =>
        Assert.Contains(
            $"  {percent}  ",
            ProgressBar.Line("figures", new(position, head, 1, null), 200),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(0.4, "0 s left")]
    [InlineData(59.9, "59 s left")]
    [InlineData(125, "2 min 5 s left")]
    [InlineData(3_725, "1 h 2 min left")]
    [InlineData(100_000, "27 h 46 min left")]
    public void Time_left_is_told_in_the_unit_that_matters(double seconds, string text) =>
        Assert.EndsWith(
            $"  {text}",
            ProgressBar.Line("figures", Half with { Left = TimeSpan.FromSeconds(seconds) }, 200),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(0.0, "0 events/s")]
    [InlineData(double.NaN, "0 events/s")]
    [InlineData(double.PositiveInfinity, "0 events/s")]
    [InlineData(7.2, "7 events/s")]
    [InlineData(1_234.0, "1,230 events/s")]
    public void The_pace_is_told_to_three_digits_and_nothing_where_it_is_not_known(double pace, string text) =>
        Assert.EndsWith(
            $"  {text}",
            ProgressBar.Line("figures", new(1, 2, pace, Left: null), 200),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task On_a_terminal_one_line_is_drawn_in_its_place()
    {
        var (output, time) = (new StringWriter(), new HandClock());
        var line = new ProgressLine(output, () => 81, time);

        await RebuildProjection.Show("figures", Steps(time, TimeSpan.FromSeconds(1)), line);

        var text = output.ToString();
        Assert.Equal(3, text.Count(c => c == '\r'));
        Assert.Equal(1, text.Count(c => c == '\n'));
        Assert.Equal('\n', text[^1]);
        Assert.All(text.TrimEnd('\n').Split('\r')[1..], drawn => Assert.Equal(80, drawn.Length));
    }

    [Fact]
    public async Task Steps_too_fast_to_be_seen_are_left_out_but_never_the_last()
    {
        var (output, time) = (new StringWriter(), new HandClock());

        await RebuildProjection.Show("figures", Steps(time, TimeSpan.FromMilliseconds(1)), new(output, () => 81, time));

        var drawn = output.ToString().TrimEnd('\n').Split('\r')[1..];
        Assert.Equal(2, drawn.Length);
        Assert.Contains("100 %", drawn[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_it_is_a_plain_line_now_and_then()
    {
        var (output, time) = (new StringWriter(), new HandClock());

        await RebuildProjection.Show("figures", Steps(time, TimeSpan.FromSeconds(4)), new(output, null, time));

        var text = output.ToString();
        Assert.DoesNotContain('\r', text);
        Assert.Equal(["0 %", "100 %"], text.TrimEnd('\n').Split('\n').Select(l => l.Split("  ")[2]));
    }

    [Fact]
    public void A_projection_that_is_none_is_answered_with_those_there_are()
    {
        var wrong = Assert.Throws<WrongUseException>(() => RebuildProjection.Find("figure", ["feed", "figures"]));
        Assert.Equal("There is no projection 'figure'. There are: feed, figures.", wrong.Message);
    }

    private static async IAsyncEnumerable<RebuildProgress> Steps(HandClock time, TimeSpan pause)
    {
        foreach (var position in (long[])[0, 5, 10])
        {
            yield return new(position, 10, 1, Left: null);
            await Task.Yield();
            time.Passed += pause;
        }
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
