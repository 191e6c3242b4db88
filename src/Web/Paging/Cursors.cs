using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CampaignDashboard.Web.Problems;

namespace CampaignDashboard.Web.Paging;

/// <summary>
/// Where a page of a list ends: what the list is sorted by, and the id of the last row. A page begins behind a row and not
/// behind a number of rows, so whatever is added meanwhile, nothing comes twice and nothing is left out.
/// </summary>
public static class Cursors
{
    private static readonly UTF8Encoding Text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>In a list by time: microseconds since 1970, and the id.</summary>
    public static string Of(DateTimeOffset instant, Guid id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Microseconds(instant)}_{id:N}");

    /// <summary>In a list by name: the id, and the name in base64url.</summary>
    public static string Of(string name, Guid id) => $"{id:N}_{Base64Url.EncodeToString(Text.GetBytes(name))}";

    /// <summary>The instant and the id that a cursor stands for; null without a cursor.</summary>
    /// <exception cref="MalformedRequestException">That is no cursor of such a list (400).</exception>
    public static (DateTimeOffset Instant, Guid Id)? InstantAndId(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return
            cursor.Split('_') is [var start, var id]
            && long.TryParse(start, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds >= Microseconds(DateTimeOffset.MinValue)
            && microseconds <= Microseconds(DateTimeOffset.MaxValue)
            && Guid.TryParseExact(id, "N", out var guid)
            ? (DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), guid)
            : throw NoCursor();
    }

    /// <summary>The name and the id that a cursor stands for; null without a cursor.</summary>
    /// <exception cref="MalformedRequestException">That is no cursor of such a list (400).</exception>
    public static (string Name, Guid Id)? NameAndId(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return cursor.Split('_', 2) is [var id, var name] && Guid.TryParseExact(id, "N", out var guid)
            ? (Decoded(name), guid)
            : throw NoCursor();
    }

    internal static MalformedRequestException NoCursor() =>
        new("after", "after is the cursor of a page before this one.");

    private static string Decoded(string name)
    {
        try
        {
            var text = Text.GetString(Base64Url.DecodeFromChars(name));
            // The database knows no such character, and would not say whose fault it is.
            return text.Contains('\0', StringComparison.Ordinal) ? throw NoCursor() : text;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw NoCursor();
        }
    }

    private static long Microseconds(DateTimeOffset instant) =>
        (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
