using System.Diagnostics;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>
/// The one place where tests ask again and again: for what another process does and nothing here can be told of. Where
/// there is a signal or a long poll, that is used instead.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is as expected; fails with <paramref name="what"/> and the last answer.</summary>
    internal static async Task<T> Get<T>(string what, Func<Task<T>> ask, Func<T, bool> isExpected)
    {
        var stop = TestContext.Current.CancellationToken;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (isExpected(answer))
            {
                return answer;
            }

            Assert.True(clock.Elapsed < Patience, $"{what}: not within {Patience}. The last answer was {answer}.");
            await Task.Delay(Again, stop);
        }
    }
}
