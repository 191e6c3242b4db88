using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>What an integrator must find in <c>/openapi/v1.json</c> of each operation; what is missing is named.</summary>
public sealed partial class The_description_says_all(HostWithWikis given) : IClassFixture<HostWithWikis>, IAsyncLifetime
{
    private IReadOnlyList<Described> operations = [];

    public async ValueTask InitializeAsync() => operations = await Described.At(given.Host);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Each_operation_is_named_and_told_in_words() =>
        NothingIsMissing(o =>
            [
                .. Missing("a summary", $"{o.Json["summary"]}".Length > 5),
                .. Missing("a description", $"{o.Json["description"]}".Length > 5),
                .. Missing("a name for programs", $"{o.Json["operationId"]}".Length > 3),
                .. Missing("a tag", o.Json["tags"]?.AsArray().Count > 0),
                .. Missing("who may call it", o.Json["security"]?.AsArray().Count > 0),
                .. o.Parameters.SelectMany(p => Missing($"what {p["name"]} means", $"{p["description"]}".Length > 5)),
            ]
        );

    [Fact]
    public void Names_for_programs_are_unique() =>
        Assert.Empty(operations.GroupBy(o => $"{o.Json["operationId"]}").Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void A_place_has_one_path() =>
        Assert.Empty(
            operations
                .Select(o => o.Path)
                .Distinct()
                .GroupBy(path => Hole().Replace(path, "{}"))
                .Where(g => g.Count() > 1)
                .Select(g => g.Key)
        );

    [Fact]
    public void Each_body_has_an_example() =>
        NothingIsMissing(o =>
            [
                .. Missing("an example of the request", Bodies(o).All(body => body["example"] is not null)),
                .. o
                    .Answers.Where(a => a.Type.EndsWith("json", StringComparison.Ordinal))
                    .SelectMany(a => Missing("an example of the answer", a.Example is not null)),
            ]
        );

    [Fact]
    public void Each_refusal_that_follows_from_its_form_is_told() =>
        NothingIsMissing(o =>
            [
                .. Missing("401", o.Problems(401).Contains("not-signed-in")),
                .. Missing("403 of a token", o.Problems(403).Contains("token-lacks-scope")),
                .. Missing("400", o.Parameters.All(p => $"{p["in"]}" == "header") || o.Problems(400).Any()),
                .. Missing("404", !o.Path.Contains('{', StringComparison.Ordinal) || o.Problems(404).Any()),
                .. Missing("412", !o.Takes("If-Match") || o.Problems(412).Contains("stale-version")),
            ]
        );

    [Fact]
    public void Every_problem_of_the_API_is_told_of_some_operation()
    {
        // Those of a server as such, and of events that no request of this API can bring about.
        string[] elsewhere =
        [
            "forbidden",
            "internal-error",
            "method-not-allowed",
            "null-character",
            "request-too-large",
            "too-many-requests",
            "unavailable",
            "unsupported-media-type",
        ];
        int[] statuses = [400, 401, 403, 404, 409, 410, 412, 422, 429];
        var told = operations.SelectMany(o => statuses.SelectMany(o.Problems)).ToHashSet(StringComparer.Ordinal);
        var known = Directory
            .EnumerateFiles(Path.Combine(Architecture.SourceTree.Root, "docs", "problems"), "*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.DoesNotContain(known.Except(elsewhere), code => !told.Contains(code));
    }

    private static IEnumerable<JsonObject> Bodies(Described operation) =>
        (operation.Json["requestBody"]?["content"] as JsonObject ?? []).Select(body => body.Value!.AsObject());

    private static IEnumerable<string> Missing(string what, bool isThere) => isThere ? [] : [what];

    private void NothingIsMissing(Func<Described, IEnumerable<string>> missing) =>
        Assert.Empty(operations.SelectMany(o => missing(o).Select(what => $"{o}: {what}")));

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
