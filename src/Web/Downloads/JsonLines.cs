using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// A JSON object a line (https://jsonlines.org), for programs that read a long list row by row: the fields as the API has
/// them, UTF-8 without a byte order mark.
/// </summary>
public static class JsonLines
{
    private const int Buffer = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UtcInstants() },
    };

    /// <summary>Answers a request with the rows as a file, streamed.</summary>
    public static IResult Download<TRow>(string fileName, RowSource<TRow> source) =>
        new FileAnswer(
            fileName,
            "application/jsonl; charset=utf-8",
            (body, stop) => source(rows => WriteAsync(body, rows, stop), stop)
        );

    /// <summary>Writes a line a row.</summary>
    public static async Task WriteAsync<TRow>(
        Stream target,
        IAsyncEnumerable<TRow> rows,
        CancellationToken cancellation
    )
    {
        using var line = new MemoryStream();
        await using var json = new Utf8JsonWriter(line);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            JsonSerializer.Serialize(json, row, Options);
            await json.FlushAsync(cancellation);
            json.Reset();
            line.WriteByte((byte)'\n');
            if (line.Length >= Buffer)
            {
                await Send();
            }
        }

        await Send();

        async Task Send()
        {
            await target.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellation);
            line.SetLength(0);
        }
    }
}
