namespace CampaignDashboard.Bench;

/// <summary>
/// Runs contenders in turns, so that whatever the machine does meanwhile hits all of them, after a turn for each that
/// does not count (connections, prepared statements, compiled code).
/// </summary>
internal static class Rounds
{
    /// <summary>The figures of each contender, a round each. Every second round goes backwards.</summary>
    public static async Task<double[][]> Of(int rounds, params Func<Task<double>>[] contenders)
    {
        var figures = contenders.Select(_ => new double[rounds]).ToArray();
        foreach (var contender in contenders)
        {
            await contender();
        }

        for (var round = 0; round < rounds; round++)
        {
            var order = Enumerable.Range(0, contenders.Length);
            foreach (var n in round % 2 == 0 ? order : order.Reverse())
            {
                GC.Collect();
                figures[n][round] = await contenders[n]();
            }
        }

        return figures;
    }
}
