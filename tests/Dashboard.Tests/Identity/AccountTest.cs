using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.Identity;

/// <summary>A test with a database of its own that has the map of accounts.</summary>
public abstract class AccountTest(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase? database;

    /// <summary>The database of this test.</summary>
    protected TestDatabase Database => database ?? throw new InvalidOperationException("Not initialised.");

    private protected AccountTable Accounts => new(Database.Source);

    public virtual async ValueTask InitializeAsync() =>
        database = await cluster.NewDatabase("template_of_accounts", Build);

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes in what a wiki says of one account.</summary>
    private protected async Task<PersonRow> Learn(string name, long? centralId = null, long? homeId = null) =>
        (await Accounts.Learn([new(name, centralId, homeId)], CancellationToken.None))[name];

    /// <summary>How a person is called, as other modules see it; null: "former participant".</summary>
    private protected async Task<string?> NameOf(PersonRow row)
    {
        var sql = Sql.Read(typeof(AccountTable).Assembly, "NamesOf.sql");
        var names = await Database.Source.Query(
            sql,
            r => r.GetString(1),
            CancellationToken.None,
            Sql.Arg(new[] { row.Person })
        );
        return names.SingleOrDefault();
    }

    private static Task Build(NpgsqlDataSource source) =>
        new SchemaUpdate(source, [SchemaScripts.In(typeof(AccountTable).Assembly, "identity")]).Run(
            CancellationToken.None
        );
}
