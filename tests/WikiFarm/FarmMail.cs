using System.Text.Json;

namespace CampaignDashboard.WikiFarm;

/// <summary>A mail that a wiki would have sent.</summary>
public sealed record FarmMail(IReadOnlyList<string> To, string Subject, string Body)
{
    internal static IReadOnlyList<FarmMail> Read(string path) =>
        File.Exists(path)
            ?
            [
                .. File.ReadLines(path)
                    .Select(line => JsonSerializer.Deserialize<FarmMail>(line, JsonSerializerOptions.Web)!),
            ]
            : [];
}
