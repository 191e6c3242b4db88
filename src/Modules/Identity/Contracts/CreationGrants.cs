using System.Security.Cryptography;
using System.Text;
using CampaignDashboard.Identity.Features;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// The right to create accounts on the home wiki in a person's name, as people gave it there (OAuth 2.0): kept encrypted,
/// by person, for as long as the wiki takes it, and used on the server alone.
/// </summary>
public sealed class CreationGrants
{
    private const string Given =
        "select token, granted_at, expires_at from identity.creation_grant where person_id = $1 and expires_at > $2";
    private const string Drop = "delete from identity.creation_grant where person_id = $1";
    private const string DropOver = "delete from identity.creation_grant where expires_at <= $1";

    private static readonly string Store = Sql.Read(typeof(CreationGrants).Assembly, "KeepGrant.sql");

    private readonly NpgsqlDataSource database;
    private readonly IDataProtector protector;
    private readonly IdentitySettings settings;

    internal CreationGrants(
        NpgsqlDataSource database,
        IDataProtectionProvider protection,
        IOptions<IdentitySettings> settings
    )
    {
        this.database = database;
        protector = protection.CreateProtector("CampaignDashboard.Identity.CreationGrant.v1");
        this.settings = settings.Value;
    }

    /// <summary>Whether people can give the right here: the settings say how the wiki knows this dashboard.</summary>
    public bool IsConfigured => settings.AccountCreation.IsConfigured;

    /// <summary>Where people are sent to give it, and then on to a path of this site.</summary>
    public static string ConnectPath(string returnTo) =>
        $"{BeginCreationGrant.Path}?returnTo={Uri.EscapeDataString(returnTo)}";

    /// <summary>What a person gave, as far as it is good for something now; null for none.</summary>
    public async Task<CreationGrant?> Of(PersonId person, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await database.Query(
            Given,
            row =>
                (
                    Token: Opened(row.GetFieldValue<byte[]>(0)),
                    Given: row.GetFieldValue<DateTimeOffset>(1),
                    Until: row.GetFieldValue<DateTimeOffset>(2)
                ),
            cancellation,
            Sql.Arg(person.Value),
            Sql.Arg(now)
        );
        return rows is [{ Token: { } token } grant] ? new(token, grant.Given, grant.Until) : null;
    }

    /// <summary>Forgets what a person gave.</summary>
    public Task Remove(PersonId person, CancellationToken cancellation) =>
        Write(Drop, cancellation, Sql.Arg(person.Value));

    /// <summary>Forgets what the wiki takes no more.</summary>
    public Task Tidy(DateTimeOffset now, CancellationToken cancellation) => Write(DropOver, cancellation, Sql.Arg(now));

    /// <summary>Keeps what a person gave; not for somebody who was forgotten meanwhile.</summary>
    internal Task Keep(PersonId person, CreationGrant grant, CancellationToken cancellation) =>
        Write(
            Store,
            cancellation,
            Sql.Arg(person.Value),
            Sql.Arg(protector.Protect(Encoding.UTF8.GetBytes(grant.AccessToken))),
            Sql.Arg(grant.Given),
            Sql.Arg(grant.Until)
        );

    private async Task Write(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(sql, cancellation, parameters);
    }

    private string? Opened(byte[] token)
    {
        try
        {
            return Encoding.UTF8.GetString(protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            // The keys were deleted, to sign everybody out.
            return null;
        }
    }
}

/// <summary>The right that a person gave, and until when the wiki takes it. The token is a secret.</summary>
public sealed record CreationGrant(string AccessToken, DateTimeOffset Given, DateTimeOffset Until)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{nameof(CreationGrant)} until {Until:u}";
}
