using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Rights;

/// <summary>A Host with a tree, its people, a listed session, and unlisted ones beside it.</summary>
public sealed class HostWithUnlisted(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly HostWithWikis wikis = new(cluster);

    internal HostProcess Host => wikis.Host;

    internal Cast Cast { get; private set; } = null!;

    internal UnlistedSessions Unlisted { get; private set; } = null!;

    /// <summary>A data update of the listed session: the last that happened.</summary>
    internal string LastUpdate { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await wikis.InitializeAsync();
        Cast = await Cast.At(Host);
        Unlisted = await UnlistedSessions.In(Cast, Host);
        var update = (await Cast.Administrator.Post($"/api/v1/sessions/{Cast.Session}/data-updates")).Done;
        var address = update.Response.Headers.Location!.ToString();
        await Planned.Completed(Host, address);
        LastUpdate = address.Split('/')[^1];
    }

    public async ValueTask DisposeAsync()
    {
        Cast.Dispose();
        await wikis.DisposeAsync();
    }
}
