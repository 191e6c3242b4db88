using System.Globalization;

namespace CampaignDashboard.WikiFarm;

/// <summary>Something an account does on a wiki at an instant: an action of the Action API without its token.</summary>
/// <param name="At">Null: now.</param>
internal sealed record Deed(
    string Wiki,
    string User,
    DateTimeOffset? At,
    IReadOnlyDictionary<string, string> Parameters
)
{
    /// <summary>Writes a page's whole text.</summary>
    internal static Deed Edit(string wiki, string user, DateTimeOffset at, string title, string text, string summary) =>
        Of(wiki, user, at, ("action", "edit"), ("title", title), ("text", text), ("summary", summary));

    internal static Deed Move(string wiki, string user, DateTimeOffset at, string from, string to) =>
        Of(wiki, user, at, ("action", "move"), ("from", from), ("to", to), ("reason", "ready"));

    internal static Deed Delete(string wiki, string user, DateTimeOffset at, string title) =>
        Of(wiki, user, at, ("action", "delete"), ("title", title), ("reason", "not notable"));

    /// <summary>Uploads a drawing of its own, so that no two files are duplicates.</summary>
    internal static Deed Upload(string wiki, string user, DateTimeOffset at, string file, string description) =>
        Of(
            wiki,
            user,
            at,
            ("action", "upload"),
            ("filename", file),
            ("text", description),
            ("comment", "own work"),
            ("ignorewarnings", "1"),
            ("file", Drawing(at))
        );

    internal Deed With(string name, string value = "1") =>
        this with
        {
            Parameters = new Dictionary<string, string>(Parameters, StringComparer.Ordinal) { [name] = value },
        };

    internal bool IsFile(string name) =>
        string.Equals(name, "file", StringComparison.Ordinal) && Parameters.ContainsKey("filename");

    /// <inheritdoc/>
    public override string ToString() => $"{User} at {At:u}: {string.Join(", ", Parameters)}";

    internal static Deed Of(
        string wiki,
        string user,
        DateTimeOffset at,
        params (string Name, string Value)[] parameters
    ) => new(wiki, user, at, parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));

    private static string Drawing(DateTimeOffset at) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><desc>{at.Ticks}</desc><circle cx="32" cy="32" r="30"/></svg>
            """
        );
}
