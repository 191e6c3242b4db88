using CampaignDashboard.Demo;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.Demo;

/// <summary>
/// The demo's main job, played once on a Host of its own (a process, with its own database) and the shared farm, for
/// every test that looks at what came of it.
/// </summary>
public sealed class PlayedMainJob(WikiFarmFixture wikis) : IAsyncLifetime
{
    private readonly List<string> told = [];
    private HostProcess? host;

    internal Farm Farm { get; private set; } = null!;

    internal PlayedJob Job { get; private set; } = null!;

    internal Uri Dashboard => host!.Address;

    /// <summary>What the demo said while it played.</summary>
    internal IReadOnlyList<string> Told => told;

    internal PlayedSession Session(string name) => Job.Sessions.Single(s => s.Plan.Name == name);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        Farm = await wikis.Running();
        host = await HostProcess.Start(Farm, TemporaryFolder.NewPath(), port: 0, stop);
        Job = await new MainJob(host.Address, told.Add).Play(stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }
}
