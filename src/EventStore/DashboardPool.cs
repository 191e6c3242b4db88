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
/// <para>
/// Unless the connection string says how many connections there may be, two Hosts fit into a server as it comes, which
/// takes a hundred. Hundreds of people at once wait a moment for a connection; each more than a server has cores for
/// would make all of them wait longer, and the hundred-and-first would be refused.
/// </para>
/// </summary>
public static class DashboardPool
{
    private const int StatementsAConnection = 100;
    private const int UsualSize = 40;
    private const string Size = "Maximum Pool Size";

    /// <summary>A pool of connections to the database.</summary>
    public static NpgsqlDataSource To(string connectionString)
    {
        var options = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = StatementsAConnection,
            NoResetOnClose = true,
            ApplicationName = "campaign-dashboard",
        };
        options.MaxPoolSize = options.ShouldSerialize(Size) ? options.MaxPoolSize : UsualSize;
        return NpgsqlDataSource.Create(options.ConnectionString);
    }
}
