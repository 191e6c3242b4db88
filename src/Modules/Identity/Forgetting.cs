using CampaignDashboard.Identity.Contracts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>
/// Deletes a person's row of the map, what hangs on it (tokens, preferences, the rows that say somebody is the same
/// person), and the vault rows of every module: in one transaction. The log keeps the person ids, which then say nothing.
/// </summary>
internal sealed class Forgetting(NpgsqlDataSource database, IEnumerable<IErasable> vaults, ILogger<Forgetting> log)
{
    private const string Delete =
        "delete from identity.person where person_id = $1 or same_as = $1 returning person_id, user_name";

    private static readonly string Find = Sql.Read(typeof(Forgetting).Assembly, "WhoIsMeant.sql");

    /// <summary>The person with this id or user name; null: nobody whom the map knows.</summary>
    internal async Task<PersonId?> Meant(string idOrName, CancellationToken cancellation)
    {
        var id = PersonId.TryParse(idOrName, out var person) ? person.Value : Guid.Empty;
        var rows = await database.Query(
            Find,
            row => new PersonId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(id),
            Sql.Arg(UserName.Tidied(idOrName))
        );
        return rows is [var found, ..] ? found : null;
    }

    /// <summary>Forgets; asking again changes nothing.</summary>
    internal async Task Run(PersonId person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // First the map: this waits for whoever writes vault rows and holds the person, and lets nobody do so afterwards.
        var rows = await connection.Query(
            Delete,
            row => (Person: new PersonId(row.GetGuid(0)), Name: row.IsDBNull(1) ? null : row.GetString(1)),
            cancellation,
            Sql.Arg(person.Value)
        );
        var erasure = new Erasure([.. rows.Select(r => r.Person)], [.. rows.Select(r => r.Name).OfType<string>()]);
        foreach (var vault in vaults)
        {
            await vault.Erase(erasure, connection, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        log.LogInformation("Person {Person} was forgotten.", person);
    }
}
