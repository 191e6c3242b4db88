using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Identity.Features;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CampaignDashboard.Tests.Identity;

public sealed class Forgetting_a_person(PostgresCluster cluster) : AccountTest(cluster)
{
    private static readonly PersonId Alice = new(new("00000000-0000-4000-8000-00000000000a"));
    private static readonly PersonId Bob = new(new("00000000-0000-4000-8000-00000000000b"));
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-05-01T04:00:00Z", null);

    [Theory]
    [InlineData("oneself", null)]
    [InlineData("another", "not-an-administrator")]
    [InlineData("nobody", "not-an-administrator")]
    [InlineData("another, as administrator", null)]
    [InlineData("nobody, as administrator", "no-such-person")]
    [InlineData("another, signed out", "not-an-administrator")]
    public void Everybody_forgets_themself_and_administrators_anybody(string whom, string? refused)
    {
        Caller caller = whom.EndsWith("out", StringComparison.Ordinal)
            ? Caller.Anonymous
            : new(Alice, "Alice", whom.EndsWith("administrator", StringComparison.Ordinal));
        PersonId? meant = whom.Split(',')[0] switch
        {
            "oneself" => Alice,
            "another" => Bob,
            _ => null,
        };

        Assert.Equal(refused, ForgetPerson.Decide(new(caller, meant))?.Code);
    }

    [Fact]
    public async Task The_row_goes_with_all_that_hangs_on_it()
    {
        var byName = await Learn("Alicia");
        var row = await Learn("Alice", 7, 3);
        // Who was registered as Alicia turns out to be Alice.
        await Learn("Alicia", 7, 3);
        await new PreferenceTable(Database.Source).Keep(new(row.Person), new("nl", "Asia/Tokyo"), Stop);
        await new AccessTokens(Database.Source).Make(new(row.Person), Token, Stop);
        var bob = await Learn("Bob", 8);

        await Forget(row);

        Assert.Equal([bob.Person], await Rows("select person_id from identity.person", r => r.GetGuid(0)));
        Assert.Null(await Accounts.Find(byName.Person, Stop));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from identity.preference"));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from identity.access_token"));
    }

    [Fact]
    public async Task Forgetting_twice_changes_nothing_more()
    {
        var row = await Learn("Alice", 7);
        await Forget(row);
        await Forget(row);
        Assert.Null(await NameOf(row));
    }

    [Fact]
    public async Task Who_comes_again_with_the_same_account_is_somebody_new()
    {
        var before = await Learn("Alice", 7);
        await Forget(before);
        Assert.NotEqual(before.Person, (await Learn("Alice", 7)).Person);
    }

    [Fact]
    public async Task A_vault_that_fails_keeps_the_person_whole()
    {
        var row = await Learn("Alice", 7);
        var forgetting = Forgetting(new Broken());
        await Assert.ThrowsAsync<InvalidOperationException>(() => forgetting.Run(new(row.Person), Stop));
        Assert.Equal("Alice", await NameOf(row));
    }

    [Fact]
    public async Task What_is_being_written_about_the_person_meanwhile_goes_too()
    {
        await Database.Execute("create table public.vault (owner uuid, title text)");
        var row = await Learn("Alice", 7);
        await using var writer = await Database.Source.OpenConnectionAsync(Stop);
        await using var transaction = await writer.BeginTransactionAsync(Stop);
        Assert.Single(await People.Hold(["Alice", "Nobody"], writer, Stop));

        var forgetting = Forgetting(new Vault()).Run(new(row.Person), Stop);
        await Eventually.Get(
            "The forgetting waits",
            () => Database.Scalar<long>("select count(*) from pg_locks where not granted"),
            waiting => waiting > 0
        );
        await writer.Execute($"insert into public.vault values ('{row.Person}', 'User:Alice')", Stop);
        await transaction.CommitAsync(Stop);
        await forgetting;

        Assert.Equal(0, await Database.Scalar<long>("select count(*) from public.vault"));
        Assert.Empty(await People.Hold(["Alice"], writer, Stop));
    }

    [Fact]
    public async Task An_answer_of_a_wiki_that_comes_late_brings_nobody_back()
    {
        await Forget(await Learn("Alice", 7, 3));
        var bob = await Learn("Bob", 8, 4);

        await Accounts.Refresh([new("Alice", 7, 3), new("Robert", 8, 4)], Stop);

        Assert.Equal(["Robert"], await Rows("select user_name from identity.person", r => r.GetString(0)));
        Assert.Equal("Robert", await NameOf(bob));
    }

    [Theory]
    [InlineData("Alice")]
    [InlineData("alice")]
    [InlineData("Alice_")]
    public async Task A_person_is_meant_by_id_or_by_name(string name)
    {
        var row = await Learn("Alice", 7);
        var meant = Forgetting();
        Assert.Equal(new PersonId(row.Person), await meant.Meant(name, Stop));
        Assert.Equal(new PersonId(row.Person), await meant.Meant(row.Person.ToString(), Stop));
        Assert.Null(await meant.Meant("Alison", Stop));
        Assert.Null(await meant.Meant(Guid.NewGuid().ToString(), Stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AccessToken Token => new(Guid.NewGuid(), "Alice's script", [TokenScope.Read], Now, Now, null);

    private Forgetting Forgetting(params IErasable[] vaults) =>
        new(Database.Source, vaults, NullLogger<Forgetting>.Instance);

    private Task Forget(PersonRow row) => Forgetting().Run(new(row.Person), Stop);

    private Task<IReadOnlyList<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read) =>
        Database.Source.Query(sql, read, Stop);

    private sealed class Vault : IErasable
    {
        public Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation) =>
            connection.Execute(
                "delete from public.vault where owner = any($1)",
                cancellation,
                Sql.Arg(erasure.People.Select(p => p.Value).ToArray())
            );
    }

    private sealed class Broken : IErasable
    {
        public Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation) =>
            throw new InvalidOperationException("The vault does not open.");
    }
}
