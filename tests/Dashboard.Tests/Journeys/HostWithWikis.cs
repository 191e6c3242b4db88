using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>A Host for the tests of a class, with a wiki that works, one that the test can break, and one that is down.</summary>
public sealed class HostWithWikis(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    internal HostProcess Host { get; private set; } = null!;

    internal Planned Planned { get; private set; } = null!;

    internal EditathonWiki Good { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = await cluster.NewDatabase();
        Good = await EditathonWiki.Start();
        Host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={Good.Api}",
            // Port 9 is "discard"; nothing listens there.
            "--MediaWiki:Wikis:downwiki=http://127.0.0.1:9/w/api.php"
        );
        Planned = await Planned.At(Host);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Good.DisposeAsync();
        await database.DisposeAsync();
    }
}
