using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.Identity;

public sealed class People_are_known_by_their_central_id(PostgresCluster cluster) : AccountTest(cluster)
{
    [Fact]
    public async Task Asking_twice_changes_nothing()
    {
        var first = await Learn("Alice", 1, 11);
        var version = await Database.Scalar<string>("select xmin::text from identity.person");

        Assert.Equal(first, await Learn("Alice", 1, 11));
        Assert.Equal(first, await Learn("Alice", 1));
        Assert.Equal(first, await Learn("Alice"));
        Assert.Equal(version, await Database.Scalar<string>("select xmin::text from identity.person"));
    }

    [Fact]
    public async Task Who_was_registered_by_name_is_the_account_of_that_name()
    {
        var registered = await Learn("Alice");

        var signedIn = await Learn("Alice", 1);

        Assert.Equal((registered.Person, (long?)1), (signedIn.Person, signedIn.CentralId));
    }

    [Fact]
    public async Task A_rename_keeps_the_person()
    {
        var before = await Learn("Alice", 1, 11);

        var after = await Learn("Alicia", 1);

        Assert.Equal((before.Person, "Alicia", (long?)11), (after.Person, after.UserName, after.HomeId));
        Assert.Equal("Alicia", await NameOf(before));
    }

    [Fact]
    public async Task Who_takes_a_name_that_was_given_up_is_somebody_else_and_the_first_is_nameless_until_told()
    {
        var first = await Learn("Alice", 1);

        var second = await Learn("Alice", 2);

        Assert.NotEqual(first.Person, second.Person);
        Assert.Equal((null, "Alice"), (await NameOf(first), await NameOf(second)));
        // The name alone means whoever has it now.
        Assert.Equal(second.Person, (await Learn("Alice")).Person);
        Assert.Equal(first.Person, (await Learn("Alicia", 1)).Person);
        Assert.Equal(("Alicia", "Alice"), (await NameOf(first), await NameOf(second)));
    }

    [Fact]
    public async Task Two_accounts_may_exchange_their_names_at_once()
    {
        var one = await Learn("One", 1);
        var two = await Learn("Two", 2);

        await Accounts.Learn([new("Two", 1), new("One", 2)], CancellationToken.None);

        Assert.Equal(("Two", "One"), (await NameOf(one), await NameOf(two)));
    }

    [Fact]
    public async Task Who_was_registered_under_a_new_name_before_it_was_known_here_is_one_of_us()
    {
        var known = await Learn("Alice", 1);
        var registered = await Learn("Alicia");

        var signedIn = await Learn("Alicia", 1);

        Assert.Equal(known.Person, signedIn.Person);
        Assert.Equal(("Alicia", "Alicia"), (await NameOf(known), await NameOf(registered)));
        await Learn("Alice the second", 1);
        Assert.Equal("Alice the second", await NameOf(registered));
    }

    [Fact]
    public async Task A_name_without_a_number_is_never_taken_from_a_person_with_one()
    {
        var known = await Learn("Alice", 1);

        Assert.Equal(known.Person, (await Learn("Alice")).Person);
        Assert.Equal((long?)1, (await Accounts.Find(known.Person, CancellationToken.None))!.CentralId);
    }

    [Fact]
    public async Task Erasing_a_person_erases_what_points_there()
    {
        var known = await Learn("Alice", 1);
        var registered = await Learn("Alicia");
        await Learn("Alicia", 1);

        await Database.Execute($"delete from identity.person where person_id = '{known.Person}'");

        Assert.Null(await NameOf(registered));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from identity.person"));
    }

    [Fact]
    public async Task A_thousand_names_are_learnt_at_once()
    {
        Account[] accounts =
        [
            .. Enumerable.Range(1, 1000).Select(i => new Account($"User {i}", i % 2 == 0 ? i : null)),
        ];

        var rows = await Accounts.Learn(accounts, CancellationToken.None);

        Assert.Equal(1000, rows.Values.Select(r => r.Person).Distinct().Count());
        Assert.Equal(1000, await Database.Scalar<long>("select count(*) from identity.person"));
    }

    [Fact]
    public async Task Two_nodes_that_meet_a_new_account_at_once_make_one_person()
    {
        var (first, second) = await Race(
            "insert into identity.person (person_id, user_name, central_id) values ($1, 'Alice', 1)",
            () => Learn("Alice", 1)
        );

        Assert.Equal(first, second.Person);
    }

    [Fact]
    public async Task A_sign_in_that_waits_for_a_registration_by_name_takes_it_over()
    {
        var (registered, signedIn) = await Race(
            "insert into identity.person (person_id, user_name) values ($1, 'Alice')",
            () => Learn("Alice", 1)
        );

        Assert.Equal((registered, (long?)1), (signedIn.Person, signedIn.CentralId));
    }

    [Fact]
    public async Task A_registration_by_name_that_waits_for_a_sign_in_meets_the_person()
    {
        var (signedIn, registered) = await Race(
            "insert into identity.person (person_id, user_name, central_id) values ($1, 'Alice', 1)",
            () => Learn("Alice")
        );

        Assert.Equal(signedIn, registered.Person);
    }

    [Fact]
    public async Task Two_accounts_that_want_one_name_at_once_stay_two()
    {
        var (first, second) = await Race(
            "insert into identity.person (person_id, user_name, central_id) values ($1, 'Alice', 1)",
            () => Learn("Alice", 2)
        );

        Assert.NotEqual(first, second.Person);
        Assert.Equal("Alice", await NameOf(second));
        Assert.Null((await Accounts.Find(first, CancellationToken.None))!.UserName);
    }

    [Fact]
    public async Task Renames_that_cross_on_two_nodes_both_hold()
    {
        var one = await Learn("One", 1);
        var two = await Learn("Two", 2);

        var (_, renamed) = await Race(
            "update identity.person set user_name = 'Three' where central_id = 1 and $1 is not null",
            () => Learn("One", 2)
        );

        Assert.Equal(two.Person, renamed.Person);
        Assert.Equal(("Three", "One"), (await NameOf(one), await NameOf(two)));
    }

    [Fact]
    public async Task Readers_do_not_wait_for_who_changes_the_map()
    {
        var known = await Learn("Alice", 1);
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var changing = await Begin(connection);

        Assert.Equal("Alice", await NameOf(known));
        Assert.Equal(known, await Learn("Alice", 1));
    }

    /// <summary>
    /// One node has written and not committed while the other decides; the other is seen to wait, and then let go.
    /// </summary>
    private async Task<(Guid First, PersonRow Second)> Race(string first, Func<Task<PersonRow>> second)
    {
        var person = Guid.NewGuid();
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await Begin(connection);
        await connection.Execute(first, CancellationToken.None, Sql.Arg(person));
        var waiting = second();
        await Eventually.Get(
            "The other node waits for the lock",
            () =>
                Database.Scalar<long>(
                    "select count(*) from pg_locks where not granted and relation = 'identity.person'::regclass"
                ),
            waiters => waiters == 1
        );

        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        return (person, await waiting);
    }

    private static async Task<NpgsqlTransaction> Begin(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.Execute("lock table identity.person in share row exclusive mode", CancellationToken.None);
        return transaction;
    }
}
