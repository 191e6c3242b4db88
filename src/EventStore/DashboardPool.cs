using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// How every part speaks to PostgreSQL. Statements are few and hot, so each is planned once a connection. And a
/// connection is used again as it was left: Npgsql would otherwise send seven statements that reset it before the next
/// one, which cost a small append more than writing its event does.
/// <para>
/// So who changes a session (<c>set</c>, session locks, <c>listen</c>) undoes it before it gives the connection back;
/// what belongs to a transaction (<c>set local</c>) ends with it.
/// </para>
/// </summary>
public static class DashboardPool
{
    private const int StatementsAConnection = 100;

    /// <summary>A pool of connections to the database.</summary>
    public static NpgsqlDataSource To(string connectionString)
    {
        var options = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = StatementsAConnection,
            NoResetOnClose = true,
            ApplicationName = "campaign-dashboard",
        };
        return NpgsqlDataSource.Create(options.ConnectionString);
    }
}
