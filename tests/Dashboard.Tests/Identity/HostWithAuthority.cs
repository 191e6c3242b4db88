using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Identity;

/// <summary>A Host at which people sign in with an account of an authority on loopback.</summary>
public sealed class HostWithAuthority(PostgresCluster cluster) : IAsyncLifetime
{
    private Task<HostProcess>? byName;

    internal TestDatabase Database { get; private set; } = null!;

    internal WikimediaAuthority Authority { get; private set; } = null!;

    internal HostProcess Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await cluster.NewDashboard();
        Authority = await WikimediaAuthority.Start();
        Host = await NewNode();
    }

    /// <summary>Another Host on the same database, at which people also sign in by their names; it is started once.</summary>
    internal Task<HostProcess> NodeByName() => byName ??= NewNode("--Identity:DevSignIn=true");

    /// <summary>Another Host on the same database.</summary>
    internal Task<HostProcess> NewNode(params string[] settings) =>
        HostProcess.Start([
            $"--ConnectionStrings:Dashboard={Database.ConnectionString}",
            // Nobody is asked there.
            "--MediaWiki:Wikis:enwiki=http://127.0.0.1:9/w/api.php",
            "--Identity:DevSignIn=false",
            $"--Identity:OAuth:BaseAddress={Authority.BaseAddress}",
            $"--Identity:OAuth:ClientId={WikimediaAuthority.ClientId}",
            $"--Identity:OAuth:ClientSecret={WikimediaAuthority.ClientSecret}",
            "--Identity:OAuth:Timeout=00:00:02",
            $"--Identity:AccountCreation:BaseAddress={Authority.BaseAddress}",
            $"--Identity:AccountCreation:ClientId={WikimediaAuthority.CreationClientId}",
            $"--Identity:AccountCreation:ClientSecret={WikimediaAuthority.CreationClientSecret}",
            "--Identity:AccountCreation:Timeout=00:00:02",
            // An administrator by central id, whatever her name.
            "--Identity:Administrators:1=77",
            .. settings,
        ]);

    public async ValueTask DisposeAsync()
    {
        if (byName is not null)
        {
            await (await byName).DisposeAsync();
        }

        await Host.DisposeAsync();
        await Authority.DisposeAsync();
        await Database.DisposeAsync();
    }
}
