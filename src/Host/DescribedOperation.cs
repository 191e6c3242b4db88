using System.Reflection;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using Microsoft.AspNetCore.Http.Metadata;
using Endpoint = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace CampaignDashboard.Host;

/// <summary>One operation of the API as path, method and its slice describe it.</summary>
internal sealed class DescribedOperation
{
    private static readonly Dictionary<string, string> Missing = new(StringComparer.Ordinal)
    {
        ["organiser"] = "no-such-organiser",
        ["campaign"] = "no-such-campaign",
        ["program"] = "no-such-program",
        ["session"] = "no-such-session",
        ["node"] = "nothing-to-coordinate",
        ["article"] = "no-such-article",
        ["update"] = "no-such-data-update",
    };

    private readonly Endpoint description;
    private readonly IList<object> metadata;

    private DescribedOperation(Endpoint description)
    {
        this.description = description;
        metadata = description.ActionDescriptor.EndpointMetadata;
    }

    /// <summary>Method and path: <c>PUT /api/v1/sessions/{session}</c>.</summary>
    public string Name => $"{description.HttpMethod} {Path}";

    /// <summary>A name for programs: the slice, what of it, and the kind of thing or file where it is for several.</summary>
    public string Id
    {
        get
        {
            var handler = metadata.OfType<MethodInfo>().First();
            var slice = handler.DeclaringType!;
            var isLambda = slice.Name.Contains('<', StringComparison.Ordinal);
            var named = metadata.OfType<OfSlice>().LastOrDefault()?.Slice;
            var name = named?.Name ?? (isLambda ? slice.DeclaringType!.Name : slice.Name);
            var part = isLambda || handler.Name is "Handle" ? "" : handler.Name;
            var kind = InPath.Contains("node", StringComparer.Ordinal) ? $"Of{Capital(Path.Split('/')[3])}" : "";
            var file = Path.Split('.') is [_, var format] ? $"As{Capital(format)}" : "";
            return char.ToLowerInvariant(name[0]) + name[1..] + part + kind + file;
        }
    }

    public bool Reads => description.HttpMethod is "GET";

    /// <summary>Whether it changes something; a POST may only ask.</summary>
    public bool Changes => !Reads && !metadata.OfType<ChangesNothing>().Any();

    public WhoMay May =>
        metadata.OfType<WhoMay>().Cast<WhoMay?>().LastOrDefault() ?? (Reads ? WhoMay.Everybody : WhoMay.Coordinators);

    public bool MakesOne => metadata.OfType<MakesOne>().Any();

    public bool IsVersioned => metadata.OfType<Versioned>().Any();

    public bool IsPaged => metadata.OfType<Paged>().Any();

    /// <summary>The GET whose <c>ETag</c> it takes as <c>If-Match</c>, or null.</summary>
    public string? GuardedBy => metadata.OfType<GuardedBy>().LastOrDefault()?.Path;

    /// <summary>The kind of thing that its path is of.</summary>
    public string Kind => ApiPaths.Kind($"/{description.RelativePath}");

    /// <summary>Whether its answer has an <c>ETag</c>: JSON and calendars; other files have none.</summary>
    public bool AnswersTagged => Reads && (Path.EndsWith(".ics", StringComparison.Ordinal) || !(IsFile || IsStreamed));

    /// <summary>Whether it can be asked to answer later, when something has ended.</summary>
    public bool Waits => Path.EndsWith("/{update}", StringComparison.Ordinal);

    /// <summary>Scopes of a token of which one is enough; none where no token will do.</summary>
    public IReadOnlyList<string> Scopes => TokenScopes.Allowing(description.HttpMethod!, Path);

    /// <summary>Every problem that it may answer, but for those of any server: too large, too many, out of order.</summary>
    public IEnumerable<KnownProblem> Problems => Codes.Distinct(StringComparer.Ordinal).Select(KnownProblem.Of);

    public static DescribedOperation Of(Endpoint description) => new(description);

    private string Path => ApiPaths.Told($"/{description.RelativePath}");

    private bool IsFile => Path.Contains('.', StringComparison.Ordinal);

    private bool IsStreamed =>
        Path.EndsWith("/me/data", StringComparison.Ordinal) || Path.EndsWith("/progress", StringComparison.Ordinal);

    private bool IsOfSession => Path.Contains("/sessions/{session}", StringComparison.Ordinal);

    private IEnumerable<string> Codes =>
        [
            .. OfInput,
            "not-signed-in",
            "token-lacks-scope",
            .. OfRights,
            .. InPath
                .Where(name => !TellsOfNode(name))
                .Select(name => Missing.GetValueOrDefault(name))
                .OfType<string>(),
            .. InPath.Contains("slug", StringComparer.Ordinal)
                ? (string[])[$"no-such-{Path.Split('/')[1].TrimEnd('s')}"]
                : [],
            .. GuardedBy is null ? [] : (string[])["stale-version"],
            .. metadata.OfType<Refuses>().SelectMany(r => r.Codes),
        ];

    /// <summary>Whether the slice itself says what is answered where there is no such node.</summary>
    private bool TellsOfNode(string name) =>
        name is "node"
        && metadata.OfType<Refuses>().Any(r => r.Codes.Contains($"no-such-{Kind}", StringComparer.Ordinal));

    private IEnumerable<string> InPath =>
        description.ParameterDescriptions.Where(p => p.Source.Id == "Path").Select(p => p.Name);

    private IEnumerable<string> OfInput =>
        metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.StatusCode == StatusCodes.Status400BadRequest)
            ? ["malformed-request", "invalid-input"]
        : description.ParameterDescriptions.Any() || Changes ? ["malformed-request"]
        : [];

    private IEnumerable<string> OfRights =>
        (May, Changes) switch
        {
            (WhoMay.Administrators, _) => ["not-an-administrator", "busy"],
            (WhoMay.Coordinators, true) => ["not-a-coordinator", "archived", "deleted", "busy"],
            (WhoMay.Coordinators, false) => ["not-a-coordinator"],
            (WhoMay.Participants, false) => ["participants-only"],
            (_, true) when IsOfSession => ["archived", "deleted", "busy"],
            _ => [],
        };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
