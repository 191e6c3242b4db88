using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CampaignDashboard.Host;

/// <summary>
/// Requests and answers that were really sent: <c>ApiExamples.json</c> is written by the test that plays each operation
/// against a Host, and compared by it ever after.
/// </summary>
internal static class ApiExamples
{
    private static readonly JsonObject All = Read();

    /// <summary>Puts the request and the answer of this operation into its description.</summary>
    public static void AddTo(OpenApiOperation operation, string name)
    {
        if (All[name] is not JsonObject played)
        {
            return;
        }

        foreach (var body in operation.RequestBody?.Content?.Values ?? [])
        {
            body.Example = played["request"]?.DeepClone();
        }

        var answers = operation.Responses?.Where(r => r.Key[0] == '2') ?? [];
        foreach (var body in answers.SelectMany(r => r.Value.Content?.Values ?? []))
        {
            body.Example = played["answer"]?.DeepClone();
        }
    }

    private static JsonObject Read()
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream("ApiExamples.json")!;
        return JsonNode.Parse(file)!.AsObject();
    }
}
