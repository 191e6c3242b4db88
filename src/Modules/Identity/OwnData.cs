using System.Runtime.CompilerServices;
using System.Text.Json;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>The rows of the map that stand for a person.</summary>
internal sealed class AccountData(NpgsqlDataSource database) : IPersonalData
{
    private static readonly string Rows = Sql.Read(typeof(AccountData).Assembly, "AccountOf.sql");

    public string Field => "accounts";

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(Rows, Read, cancellation, Sql.Arg(person.Value));

    private static object Read(NpgsqlDataReader row)
    {
        var account = AccountTable.Row(row);
        return new
        {
            account.Person,
            account.UserName,
            account.CentralId,
            HomeWikiId = account.HomeId,
            account.SameAs,
            FirstSeen = row.GetFieldValue<DateTimeOffset>(5),
            CheckedForRenamesAt = row.IsDBNull(6) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(6),
        };
    }
}

/// <summary>Language and time zone.</summary>
internal sealed class PreferenceData(PreferenceTable preferences) : IPersonalData
{
    public string Field => "preferences";

    public async IAsyncEnumerable<object> Of(PersonId person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await preferences.Of(person, cancellation) is var kept && kept != Preferences.None)
        {
            yield return kept;
        }
    }
}

/// <summary>Access tokens, as their owner sees them; what they are known by is nobody's to read.</summary>
internal sealed class TokenData(AccessTokens tokens) : IPersonalData
{
    public string Field => "tokens";

    public async IAsyncEnumerable<object> Of(PersonId person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var token in await tokens.Of(person, cancellation))
        {
            yield return token;
        }
    }
}

/// <summary>The right to create accounts in the person's name, without what the wiki knows it by.</summary>
internal sealed class GrantData(CreationGrants grants, TimeProvider time) : IPersonalData
{
    public string Field => "accountCreation";

    public async IAsyncEnumerable<object> Of(PersonId person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await grants.Of(person, time.GetUtcNow(), cancellation) is { } grant)
        {
            yield return new { grant.Given, grant.Until };
        }
    }
}

/// <summary>What the log tells of a person or says that they did, as stored.</summary>
internal sealed class EventData(RawLog log) : IPersonalData
{
    public string Field => "events";

    public async IAsyncEnumerable<object> Of(PersonId person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var e in log.About(person.Value, cancellation))
        {
            yield return new
            {
                e.Position,
                e.Stream,
                e.Version,
                e.Type,
                At = e.Timestamp,
                e.Cause.Actor,
                Data = JsonSerializer.Deserialize<JsonElement>(e.Data.Span),
            };
        }
    }
}
