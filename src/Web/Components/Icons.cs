using System.Collections.Frozen;
using System.Text.Json;

namespace CampaignDashboard.Web.Components;

/// <summary>The paths of the vendored Codex icons, by name.</summary>
internal static class Icons
{
    public static FrozenDictionary<string, string> Paths { get; } = Read();

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(Icons).Assembly.GetManifestResourceStream("assets/vendor/codex/icons.json")!;
        return JsonSerializer
            .Deserialize<Dictionary<string, string>>(stream)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}
