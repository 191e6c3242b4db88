using System.Text.Json;

namespace CampaignDashboard.WikiFarm;

/// <summary>A request that a wiki got from anybody but the farm itself. Secrets (passwords, tokens) are left out.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Uri">Path and query, as sent.</param>
/// <param name="UserAgent">The User-Agent header, if there was one.</param>
/// <param name="Post">Form fields of a POST, decoded.</param>
public sealed record WikiRequest(string Method, string Uri, string? UserAgent, IReadOnlyDictionary<string, string> Post)
{
    internal static IReadOnlyList<WikiRequest> Read(string path) =>
        File.Exists(path)
            ?
            [
                .. File.ReadLines(path)
                    .Select(line => JsonSerializer.Deserialize<WikiRequest>(line, JsonSerializerOptions.Web)!),
            ]
            : [];
}
