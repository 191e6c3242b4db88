using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity.Features;

/// <summary>
/// Everything that the dashboard holds of the caller, as one JSON object with a list a part, written out as it is read:
/// however much somebody edited, memory does not grow with it. With the cookie only: whoever finds a token must not learn
/// everything from it.
/// </summary>
internal static class DownloadMyData
{
    internal const string Path = "/api/v1/me/data";

    /// <summary>So many bytes may wait to be sent.</summary>
    private const int Portion = 32 * 1024;

    // For people to read: letters of any script as they are. It is a file, never a part of a page.
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(Path, Handle)
            .WithTags("People")
            .WithSummary("Everything that the dashboard holds of me (JSON)")
            .Produces<object>(contentType: "application/json")
            .May(WhoMay.SignedIn);

    private static Results<PushStreamHttpResult, UnauthorizedHttpResult> Handle(
        Acting acting,
        HttpContext context,
        IEnumerable<IPersonalData> parts,
        IOptions<JsonOptions> json
    )
    {
        if (acting.By.Person is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        return TypedResults.Stream(
            stream => Write(stream, person, acting.Now, parts, json.Value.SerializerOptions, context.RequestAborted),
            "application/json",
            $"campaign-dashboard-{acting.Now:yyyy-MM-dd}.json"
        );
    }

    private static async Task Write(
        Stream stream,
        PersonId person,
        DateTimeOffset now,
        IEnumerable<IPersonalData> parts,
        JsonSerializerOptions options,
        CancellationToken cancellation
    )
    {
        // The serialiser flushes by itself and not asynchronously: into the pipe, which sends when it is told to.
        var pipe = PipeWriter.Create(stream, new(leaveOpen: true));
        await using var writer = new Utf8JsonWriter(pipe, Readable);
        writer.WriteStartObject();
        writer.WriteString("person", person.Value);
        writer.WriteString("madeAt", now.UtcDateTime);
        foreach (var part in parts)
        {
            writer.WriteStartArray(part.Field);
            await foreach (var item in part.Of(person, cancellation))
            {
                JsonSerializer.Serialize(writer, item, item.GetType(), options);
                if (pipe.UnflushedBytes > Portion)
                {
                    await pipe.FlushAsync(cancellation);
                }
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
        await pipe.CompleteAsync();
    }
}
