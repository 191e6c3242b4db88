using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>What a token may be used for.</summary>
internal enum TokenScope
{
    /// <summary>To see what its owner sees.</summary>
    Read,

    /// <summary>To do what its owner may do, and to read.</summary>
    Coordinate,

    /// <summary>To follow the event feed, and nothing else.</summary>
    Feeds,
}

/// <summary>A token as its owner sees it; the token itself is shown once, when it is made.</summary>
internal sealed record AccessToken(
    Guid Id,
    string Name,
    IReadOnlyList<TokenScope> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt
);

/// <summary>
/// Personal access tokens: 256 random bits, of which the database knows the SHA-256. So many bits need no slow hash.
/// </summary>
internal sealed class AccessTokens(NpgsqlDataSource database)
{
    private const string Prefix = "cdt_";
    private const string Add =
        "insert into identity.access_token (token_id, person_id, name, hash, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (token_id) do nothing";
    private const string Held =
        "select token_id, name, scopes, created_at, expires_at, last_used_at from identity.access_token where person_id = $1 order by created_at, token_id";
    private const string Remove =
        "delete from identity.access_token where token_id = $1 and person_id = $2 returning token_id";

    private static readonly string Use = Sql.Read(typeof(AccessTokens).Assembly, "UseAccessToken.sql");

    /// <summary>Makes one; the text is not to be had again. Null: there is one of this id already.</summary>
    internal async Task<string?> Make(PersonId owner, AccessToken token, CancellationToken cancellation)
    {
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var made = await connection.Execute(
            Add,
            cancellation,
            Sql.Arg(token.Id),
            Sql.Arg(owner.Value),
            Sql.Arg(token.Name),
            Sql.Arg(HashOf(text)),
            Sql.Arg(token.Scopes.Select(s => s.ToString()).ToArray()),
            Sql.Arg(token.CreatedAt),
            Sql.Arg(token.ExpiresAt)
        );
        return made == 0 ? null : text;
    }

    /// <summary>The tokens of a person, those expired too.</summary>
    internal Task<IReadOnlyList<AccessToken>> Of(PersonId owner, CancellationToken cancellation) =>
        database.Query(
            Held,
            row => new AccessToken(
                row.GetGuid(0),
                row.GetString(1),
                Scopes(row, 2),
                row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<DateTimeOffset>(4),
                row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5)
            ),
            cancellation,
            Sql.Arg(owner.Value)
        );

    /// <summary>Makes a token useless at once; false: the person has no such token.</summary>
    internal async Task<bool> Revoke(PersonId owner, Guid token, CancellationToken cancellation) =>
        (await database.Query(Remove, _ => 0, cancellation, Sql.Arg(token), Sql.Arg(owner.Value))).Count > 0;

    /// <summary>Whose token this is, and what for; null: nobody's, or it is over.</summary>
    internal async Task<(PersonRow Owner, TokenScope[] Scopes)?> Find(
        string text,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && await database.Query(
            Use,
            row => (AccountTable.Row(row), Scopes(row, 5)),
            cancellation,
            Sql.Arg(HashOf(text)),
            Sql.Arg(now)
        )
            is [var found]
            ? found
            : null;

    private static TokenScope[] Scopes(NpgsqlDataReader row, int column) =>
        [.. row.GetFieldValue<string[]>(column).Select(s => Enum.Parse<TokenScope>(s))];

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
