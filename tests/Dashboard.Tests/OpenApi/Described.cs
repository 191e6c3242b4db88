using System.Text.Json.Nodes;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>An operation as <c>/openapi/v1.json</c> describes it; <paramref name="Name"/> is method and path.</summary>
internal sealed record Described(string Name, JsonObject Json)
{
    internal string Method => Name.Split(' ')[0];

    internal string Path => Name.Split(' ')[1];

    internal IEnumerable<JsonObject> Parameters => (Json["parameters"]?.AsArray() ?? []).Select(p => p!.AsObject());

    /// <summary>Whether requests may have this header.</summary>
    internal bool Takes(string header) => Header(header) is not null;

    /// <summary>The GET whose ETag it takes as If-Match.</summary>
    internal string GuardedBy => $"{Header("If-Match")!["description"]}".Split("GET ")[1].Split(' ')[0];

    /// <summary>The types of problems that it may answer with this status.</summary>
    internal IEnumerable<string> Problems(int status) =>
        Json["responses"]![$"{status}"]?["content"]?["application/problem+json"]?["examples"] is JsonObject examples
            ? examples.Select(e => e.Key)
            : [];

    /// <summary>The bodies of success, by their media types.</summary>
    internal IEnumerable<(string Type, JsonNode? Example)> Answers =>
        from answer in Json["responses"]!.AsObject()
        where answer.Key[0] == '2' && answer.Value!["content"] is not null
        from body in answer.Value!["content"]!.AsObject()
        select (body.Key, body.Value!["example"]);

    /// <summary>The path with what stands at the places of another path's names: <c>/a/{x}/c</c>, <c>/a/1/b</c>: <c>/a/1/c</c>.</summary>
    internal static string Filled(string template, string other, string otherFilled)
    {
        var names = other.Split('/').Zip(otherFilled.Split('/')).Where(pair => pair.First.StartsWith('{'));
        return names.Aggregate(template, (path, p) => path.Replace(p.First, p.Second, StringComparison.Ordinal));
    }

    /// <summary>All operations that a Host describes.</summary>
    internal static async Task<IReadOnlyList<Described>> At(HostProcess host)
    {
        using var anybody = new Api(host.Address);
        var text = (await anybody.Get("/openapi/v1.json")).Done.Text;
        return
        [
            .. from path in JsonNode.Parse(text)!["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            select new Described($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!.AsObject()),
        ];
    }

    private JsonObject? Header(string name) =>
        Parameters.FirstOrDefault(p => $"{p["in"]}" == "header" && $"{p["name"]}" == name);

    public override string ToString() => Name;
}
