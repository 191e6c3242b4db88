using System.Globalization;
using CampaignDashboard.Web.Problems;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// Where a page of a list ends that is sorted by time, wiki and number: <c>{microseconds}_{wiki}_{number}</c>; or by wiki and
/// number. A wiki's name holds no underscore that would confuse it: the number is behind the last one.
/// </summary>
internal static class FactCursor
{
    public static string Of(DateTimeOffset at, string wiki, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Microseconds(at)}_{wiki}_{number}");

    public static string Of(string wiki, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{wiki}_{number}");

    /// <summary>Three parameters: the instant, the wiki and the number of the row before; null without a cursor.</summary>
    /// <exception cref="MalformedRequestException">That is no cursor of such a list (400).</exception>
    public static NpgsqlParameter[] Behind(string? cursor)
    {
        if (cursor is null)
        {
            return Parameters(null, null, null);
        }

        var first = cursor.IndexOf('_', StringComparison.Ordinal);
        return
            first > 0
            && long.TryParse(cursor[..first], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            && time >= Microseconds(DateTimeOffset.MinValue)
            && time <= Microseconds(DateTimeOffset.MaxValue)
            && WikiAndNumber(cursor[(first + 1)..]) is var (wiki, number)
            ? Parameters(DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond), wiki, number)
            : throw NoCursor();
    }

    /// <summary>Two parameters: the wiki and the number of the row before; null without a cursor.</summary>
    /// <exception cref="MalformedRequestException">That is no cursor of such a list (400).</exception>
    public static NpgsqlParameter[] BehindNumber(string? cursor) =>
        cursor is null ? Parameters(null, null, null)[1..]
        : WikiAndNumber(cursor) is var (wiki, number) ? Parameters(null, wiki, number)[1..]
        : throw NoCursor();

    public static MalformedRequestException NoCursor() =>
        new("after", "after is the cursor of a page before this one.");

    private static (string Wiki, long Number)? WikiAndNumber(string text)
    {
        var last = text.LastIndexOf('_');
        return
            last > 0
            && !text.Contains('\0', StringComparison.Ordinal)
            && long.TryParse(text[(last + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (text[..last], number)
            : null;
    }

    private static NpgsqlParameter[] Parameters(DateTimeOffset? at, string? wiki, long? number) =>
        [
            Sql.ArgOrNull(at, NpgsqlDbType.TimestampTz),
            Sql.ArgOrNull(wiki, NpgsqlDbType.Text),
            Sql.ArgOrNull(number, NpgsqlDbType.Bigint),
        ];

    private static long Microseconds(DateTimeOffset instant) =>
        (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
