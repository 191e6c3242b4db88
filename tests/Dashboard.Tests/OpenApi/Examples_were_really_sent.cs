using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>
/// The examples of the API's description are requests that were answered with success, and what was answered, shortened
/// and with ids of no meaning. <c>UPDATE_DOCS=1</c> writes them anew; otherwise this test sends each request again and
/// compares: the request to the letter, the answer by its fields and their kinds.
/// </summary>
public sealed partial class Examples_were_really_sent(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private static readonly string Examples = Path.Combine(
        Architecture.SourceTree.Root,
        "src",
        "Host",
        "ApiExamples.json"
    );

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task And_are_answered_so()
    {
        using var stage = await Stage.At(given.Host);
        var played = await Play(stage);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(
                Examples,
                played.ToJsonString(Readable) + "\n",
                TestContext.Current.CancellationToken
            );
        }

        var told = JsonNode
            .Parse(await File.ReadAllTextAsync(Examples, TestContext.Current.CancellationToken))!
            .AsObject();
        Assert.Equal(played.Select(p => p.Key), told.Select(t => t.Key));
        Assert.Empty(
            from operation in played
            let example = told[operation.Key]
            where
                !JsonNode.DeepEquals(operation.Value!["request"], example!["request"])
                || !Alike(operation.Value["answer"], example["answer"])
            select $"{operation.Key}: {operation.Value!.ToJsonString()}"
        );
    }

    /// <summary>What was sent and answered, by operation, in the order of their names.</summary>
    private async Task<JsonObject> Play(Stage stage)
    {
        var played = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var read in (await Described.At(given.Host)).Where(o => o.Method == "GET"))
        {
            var answer = (await stage.Administrator.Get(stage.Filled(read.Path))).Done;
            if (
                answer.Response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal)
                is true
            )
            {
                played[read.Name] = Example(request: null, answer);
            }
        }

        foreach (var operation in Operations.All.DistinctBy(o => o.Template))
        {
            var (path, body) = await operation.Ask(stage.Cast);
            var shown = ExampleRequests.Of.GetValueOrDefault(operation.Template, body ?? new { });
            await Send(stage.WhoMay(operation), operation.Template, path, shown, played);
        }

        using var nora = await Api.SignedIn(given.Host, "Nora");
        foreach (var own in Operations.OfOneself.Concat(Operations.OnlyReading).Where(ExampleRequests.Of.ContainsKey))
        {
            await Send(nora, own, stage.Filled(own.Split(' ')[1]), ExampleRequests.Of[own], played);
        }

        return new([.. played.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, Anonymous(p.Value)))]);
    }

    private static async Task Send(
        Api who,
        string template,
        string path,
        object body,
        SortedDictionary<string, JsonNode> played
    )
    {
        var answer = template.Split(' ')[0] switch
        {
            "POST" => await who.Post(path, body),
            "PUT" => await who.Put(path, body),
            _ => await who.Delete(path),
        };
        var request = template.StartsWith("DELETE", StringComparison.Ordinal) ? null : body;
        var example = Example(request, answer.Done);
        if (example.Count > 0)
        {
            played[template] = example;
        }
    }

    private static JsonObject Example(object? request, Answer answer)
    {
        var example = new JsonObject();
        if (request is not null && JsonSerializer.SerializeToNode(request) is JsonObject { Count: > 0 } body)
        {
            example["request"] = body;
        }

        if (answer.Text.Length > 0)
        {
            example["answer"] = Shortened(JsonNode.Parse(answer.Text));
        }

        return example;
    }

    /// <summary>Of long lists the beginning.</summary>
    private static JsonNode? Shortened(JsonNode? node) =>
        node switch
        {
            JsonArray list => new JsonArray([.. list.Take(3).Select(Shortened)]),
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Shortened(p.Value)))),
            _ => node?.DeepClone(),
        };

    /// <summary>Without random parts of titles, and with ids that are the same each time; no secret stays.</summary>
    private static JsonNode Anonymous(JsonNode node)
    {
        var ids = new List<string>();
        var text = InTitles().Replace(node.ToJsonString(Readable), "");
        text = Id().Replace(text, id => Numbered(ids, id.Value));
        text = ShortLink().Replace(text, "https://dashboard.example/j/7k3qm9x2c");
        return JsonNode.Parse(Token().Replace(text, "cdt_…"))!;
    }

    private static string Numbered(List<string> ids, string id)
    {
        if (!ids.Contains(id))
        {
            ids.Add(id);
        }

        return $"00000000-0000-4000-8000-{ids.IndexOf(id) + 1:D12}";
    }

    /// <summary>Whether both have the same fields, of the same kinds; null and an empty list are like anything.</summary>
    private static bool Alike(JsonNode? one, JsonNode? other) =>
        (one, other) switch
        {
            (null, _) or (_, null) => true,
            (JsonObject a, JsonObject b) => a.Select(p => p.Key).Order().SequenceEqual(b.Select(p => p.Key).Order())
                && a.All(p => Alike(p.Value, b[p.Key])),
            (JsonArray a, JsonArray b) => a.Count == 0 || b.Count == 0 || Alike(a[0], b[0]),
            _ => one.GetValueKind() == other.GetValueKind() || (IsBoolean(one) && IsBoolean(other)),
        };

    private static bool IsBoolean(JsonNode node) => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    [GeneratedRegex("[ -][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InTitles();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("http://127[.]0[.]0[.]1:[0-9]+/j/[0-9a-z]{9}", RegexOptions.None, 1000)]
    private static partial Regex ShortLink();

    [GeneratedRegex("cdt_[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
