using CampaignDashboard.EventStore;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Who wants to decide on a stream waits for those who came before, and for nobody else.</summary>
public sealed class StreamTurnsTests
{
    private static readonly Guid Stream = Guid.NewGuid();
    private readonly StreamTurns turns = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_come_in_the_order_in_which_they_were_asked_for()
    {
        var order = new List<int>();
        var first = await turns.Take(Stream, Stop);
        var others = Enumerable.Range(1, 300).Select(Queue).ToArray();
        Assert.DoesNotContain(others, o => o.IsCompleted);
        first.Dispose();
        await Task.WhenAll(others);
        Assert.Equal(Enumerable.Range(1, 300), order);

        async Task Queue(int n)
        {
            using var turn = await turns.Take(Stream, Stop);
            order.Add(n);
        }
    }

    [Fact]
    public async Task Another_stream_does_not_wait()
    {
        using var here = await turns.Take(Stream, Stop);
        using var there = await turns.Take(Guid.NewGuid(), Stop).AsTask().WaitAsync(Stop);
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_nobody_waiting()
    {
        using var impatient = new CancellationTokenSource();
        var first = await turns.Take(Stream, Stop);
        var second = turns.Take(Stream, impatient.Token).AsTask();
        var third = turns.Take(Stream, Stop).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third.WaitAsync(Stop)).Dispose();
        using var afterwards = await turns.Take(Stream, Stop);
    }
}
