using System.Buffers;
using System.Text.Json;
using CampaignDashboard.EventStore;
using Microsoft.Win32.SafeHandles;

namespace CampaignDashboard.Host.Commands;

/// <summary>Writes events as JSON, a line each; buffered, and never longer than the next event lets wait.</summary>
internal sealed class JsonLines(Stream output) : IDisposable
{
    private const int Full = 64 * 1024;

    // Quotation marks and letters beyond ASCII stay readable; this is no HTML.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> buffer = new(2 * Full);
    private readonly Utf8JsonWriter json = new(Stream.Null, Options);

    /// <summary>
    /// Standard output that tells of a closed pipe: the console's own stream swallows that error, so that <c>| head</c>
    /// would let a log of millions run to its end. A file keeps the console's stream, for it leaves the file's offset
    /// to whoever writes next.
    /// </summary>
    public static Stream StandardOutput()
    {
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>Writes all of them.</summary>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public async Task Write(IAsyncEnumerable<RawEvent> events, CancellationToken cancellation)
    {
        await using var each = events.GetAsyncEnumerator(cancellation);
        while (true)
        {
            var next = each.MoveNextAsync();
            if (!next.IsCompleted || buffer.WrittenCount >= Full)
            {
                await Flush(cancellation);
            }

            if (!await next)
            {
                break;
            }

            Line(each.Current);
        }

        await Flush(cancellation);
    }

    public void Dispose() => json.Dispose();

    private async Task Flush(CancellationToken cancellation)
    {
        if (buffer.WrittenCount > 0)
        {
            await output.WriteAsync(buffer.WrittenMemory, cancellation);
            await output.FlushAsync(cancellation);
            buffer.ResetWrittenCount();
        }
    }

    private void Line(RawEvent e)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteNumber("position", e.Position);
        json.WriteString("stream", e.Stream);
        json.WriteNumber("version", e.Version);
        json.WriteString("type", e.Type);
        json.WriteString("id", e.Id);
        json.WriteString("at", e.Timestamp.UtcDateTime);
        json.WriteString("actor", e.Cause.Actor);
        json.WriteString("correlation", e.Cause.Correlation);
        json.WriteString("causation", e.Cause.Causation);
        json.WritePropertyName("data");
        json.WriteRawValue(e.Data.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
    }
}
