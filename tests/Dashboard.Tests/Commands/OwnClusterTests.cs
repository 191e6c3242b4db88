using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Commands;

/// <summary>Promise: commands reach the dashboard's own cluster beside a dashboard that runs on it, and without one.</summary>
public sealed class OwnClusterTests : IDisposable
{
    private readonly string folder = TemporaryFolder.NewPath();

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_log_is_the_same_while_a_dashboard_runs_and_when_none_does()
    {
        CommandProcess.Ended beside;
        await using var wiki = await EditathonWiki.Start();
        await using (
            var host = await HostProcess.Start($"--DataFolder={folder}", $"--MediaWiki:Wikis:enwiki={wiki.Api}")
        )
        {
            await Planned.At(host);
            beside = await CommandProcess.Run("log", "--DataFolder", folder);
            var projections = await CommandProcess.Run("projections", "--DataFolder", folder);
            Assert.Equal((0, ""), (projections.Code, projections.Errors));
            Assert.Contains(projections.Lines, l => l.StartsWith("figures ", StringComparison.Ordinal));
            // It went its way and left the dashboard and its database in peace.
            Assert.Equal(0, await host.Stop());
        }

        Assert.Equal((0, ""), (beside.Code, beside.Errors));
        Assert.Contains("organiser_registered", beside.Output, StringComparison.Ordinal);

        var alone = await CommandProcess.Run("log", $"--DataFolder={folder}");

        Assert.Equal(beside, alone);
        Assert.False(File.Exists(Path.Combine(folder, "cluster", "postmaster.pid")));
    }

    [Fact]
    public async Task Where_no_dashboard_kept_data_none_are_made()
    {
        var log = await CommandProcess.Run("log", "--DataFolder", folder);

        Assert.Equal((1, ""), (log.Code, log.Output));
        Assert.StartsWith($"There is no dashboard's data in {folder}", log.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }
}
