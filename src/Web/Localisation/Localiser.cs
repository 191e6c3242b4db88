using System.Globalization;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Web.Localisation;

/// <summary>How strictly messages are looked up.</summary>
public sealed class LocalisationOptions
{
    /// <summary>
    /// True: an unknown message key is an exception (development, tests). False: the page shows <c>⧼key⧽</c>.
    /// </summary>
    public bool Strict { get; set; }
}

/// <summary>
/// The words, numbers and dates of one request, in its language. Plain text throughout: components encode it.
/// </summary>
public sealed class Localiser
{
    private readonly MessageCatalogue catalogue;
    private readonly bool strict;

    internal Localiser(MessageCatalogue catalogue, Language language, bool strict, string? ownZone = null)
    {
        OwnZone = ownZone;
        this.catalogue = catalogue;
        this.strict = strict;
        Language = language;
    }

    /// <summary>The language of this request.</summary>
    public Language Language { get; }

    /// <summary>The IANA time zone that the reader lives by, or null: nobody said so.</summary>
    public string? OwnZone { get; }

    /// <summary>The reader's own zone where its clocks show another time at this instant than those of the zone; else null.</summary>
    public string? OwnZoneBeside(DateTimeOffset instant, string zone) =>
        OwnZone is { } own && Zone(own).GetUtcOffset(instant) != Zone(zone).GetUtcOffset(instant) ? own : null;

    /// <summary>
    /// The message of this key with <c>$1</c> … replaced. Numbers among the arguments are written in the language's way
    /// and choose its plural.
    /// </summary>
    public string this[string key, params object?[] arguments]
    {
        get
        {
            if (Language == Language.Keys)
                return arguments.Length == 0 ? $"({key})" : $"({key}: {string.Join(", ", arguments)})";
            return catalogue.Find(Language, key) is { } text
                ? MessageFormat.Format(text, Language, arguments)
                : Unknown(key);
        }
    }

    /// <summary>A whole number with the language's group separators.</summary>
    public string Number(long value) => value.ToString("N0", Language.Culture);

    /// <summary>
    /// A whole number for people: exact below ten thousand, then thousands, millions and milliards with one decimal
    /// (<c>12.3 k</c>). Show the raw integer beside it.
    /// </summary>
    public string Humanise(long value)
    {
        var size = Math.Abs((decimal)value);
        var (divisor, key) = size switch
        {
            < 10_000 => (1m, ""),
            < 1_000_000 => (1_000m, "web-number-thousand"),
            < 1_000_000_000 => (1_000_000m, "web-number-million"),
            _ => (1_000_000_000m, "web-number-milliard"),
        };
        if (divisor == 1)
            return Number(value);
        // Truncated, so that 999 999 is never shown as a million.
        var scaled = Math.Truncate((decimal)value * 10 / divisor) / 10;
        return this[key, scaled.ToString("N1", Language.Culture)];
    }

    /// <summary>The date and time of an instant in an IANA time zone; an unknown zone is read as UTC.</summary>
    public string DateAndTime(DateTimeOffset instant, string zone = "UTC")
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone(zone));
        return this["web-date-and-time", Date(DateOnly.FromDateTime(local.DateTime)), Clock(local)];
    }

    /// <summary>A calendar day, written out.</summary>
    public string Date(DateOnly day) =>
        day.ToString(Language.Code == "de" ? "d. MMMM yyyy" : "d MMMM yyyy", Language.Culture);

    /// <summary>The day of an instant in an IANA time zone; an unknown zone is read as UTC.</summary>
    public string Date(DateTimeOffset instant, string zone = "UTC") =>
        Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone(zone)).DateTime));

    private static string Clock(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeZoneInfo Zone(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    private string Unknown(string key) =>
        strict
            ? throw new KeyNotFoundException($"There is no message {key} in any registered i18n/en.json.")
            : $"⧼{key}⧽";
}

/// <summary>Makes localisers for any language, also outside a request.</summary>
public sealed class LocaliserSource
{
    private readonly MessageCatalogue catalogue;
    private readonly bool strict;

    internal LocaliserSource(MessageCatalogue catalogue, IOptions<LocalisationOptions> options)
    {
        this.catalogue = catalogue;
        strict = options.Value.Strict;
    }

    /// <summary>The localiser of a language, for a reader who lives by the clocks of <paramref name="ownZone"/>, if told.</summary>
    public Localiser For(Language language, string? ownZone = null) => new(catalogue, language, strict, ownZone);
}
