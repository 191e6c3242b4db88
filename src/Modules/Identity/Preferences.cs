using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Identity;

/// <summary>
/// How a person likes the pages: the code of a language of the interface, and an IANA time zone in which moments are told
/// beside the session's own. Null: as the browser says, and no other zone.
/// </summary>
internal sealed record Preferences(string? Language, string? TimeZone)
{
    /// <summary>Those of a person who said nothing.</summary>
    internal static readonly Preferences None = new(null, null);
}

/// <summary>Keeps the preferences beside the map; they are erased with the person.</summary>
internal sealed class PreferenceTable(NpgsqlDataSource database)
{
    private const string Held = "select language, time_zone from identity.preference where person_id = $1";

    private static readonly string Write = Sql.Read(typeof(PreferenceTable).Assembly, "WritePreferences.sql");

    internal async Task<Preferences> Of(PersonId person, CancellationToken cancellation) =>
        await database.Query(Held, row => Read(row, 0), cancellation, Sql.Arg(person.Value)) is [var found]
            ? found
            : Preferences.None;

    /// <summary>Keeps them in place of those before; not for somebody who was forgotten meanwhile.</summary>
    internal async Task Keep(PersonId person, Preferences preferences, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(
            Write,
            cancellation,
            Sql.Arg(person.Value),
            Sql.ArgOrNull(preferences.Language, NpgsqlDbType.Text),
            Sql.ArgOrNull(preferences.TimeZone, NpgsqlDbType.Text)
        );
    }

    /// <summary>Reads language and time zone from this column on.</summary>
    internal static Preferences Read(NpgsqlDataReader row, int column) =>
        new(
            row.IsDBNull(column) ? null : row.GetString(column),
            row.IsDBNull(column + 1) ? null : row.GetString(column + 1)
        );
}
