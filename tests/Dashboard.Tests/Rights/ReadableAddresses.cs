using System.Reflection;
using System.Text.RegularExpressions;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Feeds;
using CampaignDashboard.Identity;
using CampaignDashboard.Metrics;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Components;

namespace CampaignDashboard.Tests.Rights;

/// <summary>
/// Every address that can be read: each GET of the API's description and each page, filled with what a tree has, and with
/// what there is not. Something new in an address that nobody said how to fill fails.
/// </summary>
internal sealed partial class ReadableAddresses(IReadOnlyDictionary<string, string[]> fillings)
{
    private static readonly Assembly[] WithPages =
    [
        typeof(WebSetup).Assembly,
        typeof(IdentityModule).Assembly,
        typeof(CampaignsModule).Assembly,
        typeof(EnrolmentModule).Assembly,
        typeof(MetricsModule).Assembly,
        typeof(FeedsModule).Assembly,
    ];

    /// <summary>The routes of all pages.</summary>
    internal static IReadOnlyList<string> Pages { get; } =
    [
        .. WithPages
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What the API's description says can be read.</summary>
    internal static async Task<IReadOnlyList<string>> Api(Api anybody) =>
        [
            .. (await anybody.Get("/openapi/v1.json"))
                .Done.Json.GetProperty("paths")
                .EnumerateObject()
                .Where(path => path.Value.TryGetProperty("get", out _))
                .Select(path => path.Name),
        ];

    /// <summary>The names of what can be asked for behind an address.</summary>
    internal static async Task<IReadOnlyList<string>> Parameters(Api anybody, string path) =>
        [
            .. (await anybody.Get("/openapi/v1.json"))
                .Done.Json.GetProperty("paths")
                .GetProperty(path)
                .GetProperty("get")
                .GetProperty("parameters")
                .EnumerateArray()
                .Where(p => p.GetProperty("in").GetString() == "query")
                .Select(p => p.GetProperty("name").GetString()!),
        ];

    /// <summary>The addresses that a route stands for: <c>/programs/{slug}/edit</c> is filled by "programs {slug}".</summary>
    internal IEnumerable<string> Filled(string route)
    {
        var place = Place().Match(route);
        if (!place.Success)
        {
            return [route];
        }

        var kind = route.Split('/')[^(route[place.Index..].Split('/').Length + 1)];
        var key = $"{kind} {{{place.Groups["name"].Value.ToLowerInvariant()}}}";
        Assert.True(fillings.ContainsKey(key), $"Say what {key} is in {route}.");
        return fillings[key].SelectMany(value => Filled(route.Replace(place.Value, value, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
