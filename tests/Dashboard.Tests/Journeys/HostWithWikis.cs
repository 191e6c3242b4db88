using CampaignDashboard.Tests.Identity;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>
/// A Host for the tests of a class, with a wiki that works (enwiki), one that a test may break and mends afterwards
/// (oddwiki), one that a test may shut down for good (downwiki), one that nothing but a test
/// of its own names (latewiki), one that is down from the beginning (deadwiki), and one that is another than the settings
/// say (wrongwiki).
/// </summary>
public sealed class HostWithWikis(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private WikimediaAuthority authority = null!;

    /// <summary>How to connect to the Host's database.</summary>
    internal string Connection => database.ConnectionString;

    internal TestDatabase Database => database;

    internal HostProcess Host { get; private set; } = null!;

    internal Planned Planned { get; private set; } = null!;

    internal EditathonWiki Good { get; private set; } = null!;

    internal EditathonWiki Odd { get; private set; } = null!;

    internal EditathonWiki Down { get; private set; } = null!;

    internal EditathonWiki Late { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = await cluster.NewDashboard();
        Good = await EditathonWiki.Start();
        Odd = await EditathonWiki.Start("oddwiki");
        Down = await EditathonWiki.Start("downwiki");
        Late = await EditathonWiki.Start("latewiki");
        authority = await WikimediaAuthority.Start();
        Host = await HostProcess.Start(
            $"--Identity:AccountCreation:BaseAddress={authority.BaseAddress}",
            $"--Identity:AccountCreation:ClientId={WikimediaAuthority.CreationClientId}",
            $"--Identity:AccountCreation:ClientSecret={WikimediaAuthority.CreationClientSecret}",
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={Good.Api}",
            $"--MediaWiki:Wikis:oddwiki={Odd.Api}",
            $"--MediaWiki:Wikis:downwiki={Down.Api}",
            $"--MediaWiki:Wikis:latewiki={Late.Api}",
            $"--MediaWiki:Wikis:wrongwiki={Good.Api}",
            // Port 9 is "discard"; nothing listens there.
            "--MediaWiki:Wikis:deadwiki=http://127.0.0.1:9/w/api.php"
        );
        Host.Authority = authority;
        Planned = await Planned.At(Host);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await authority.DisposeAsync();
        await Good.DisposeAsync();
        await Odd.DisposeAsync();
        await Down.DisposeAsync();
        await Late.DisposeAsync();
        await database.DisposeAsync();
    }
}
