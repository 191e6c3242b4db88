using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// JSON of which equal values give equal bytes: the JSON Canonicalization Scheme (RFC 8785) — members ordered by UTF-16
/// code units, no white space, the shortest escapes — except that whole numbers of 64 bits are written exactly, where the
/// scheme would round above 2^53.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new UtcInstants(),
        },
    };

    /// <summary>The value's canonical bytes, UTF-8 without a byte order mark.</summary>
    public static byte[] Write<T>(T value)
    {
        var text = new StringBuilder();
        Append(text, JsonSerializer.SerializeToElement(value, Options));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Answers a request with the value as a file.</summary>
    public static IResult Download<T>(string fileName, T value) =>
        new FileAnswer(
            fileName,
            "application/json; charset=utf-8",
            (body, stop) => body.WriteAsync(Write(value), stop).AsTask()
        );

    /// <summary>Answers a request with the rows as one JSON array, streamed, each row canonical.</summary>
    public static IResult DownloadRows<T>(string fileName, IAsyncEnumerable<T> rows) =>
        new FileAnswer(fileName, "application/json; charset=utf-8", (body, stop) => WriteRows(body, rows, stop));

    private static async Task WriteRows<T>(Stream body, IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        await using var buffered = new BufferedStream(body, 16 * 1024);
        var before = "["u8.ToArray();
        await foreach (var row in rows.WithCancellation(stop))
        {
            await buffered.WriteAsync(before, stop);
            await buffered.WriteAsync(Write(row), stop);
            before = [(byte)','];
        }
        await buffered.WriteAsync(before is [(byte)','] ? "]"u8.ToArray() : "[]"u8.ToArray(), stop);
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);
                AppendAll(text, '{', members, member => AppendMember(text, member), '}');
                break;
            case JsonValueKind.Array:
                AppendAll(text, '[', value.EnumerateArray(), item => Append(text, item), ']');
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(NumberOf(value));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendMember(StringBuilder text, JsonProperty member)
    {
        AppendString(text, member.Name);
        text.Append(':');
        Append(text, member.Value);
    }

    private static void AppendAll<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> append, char close)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            append(item);
        }
        text.Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        text.Append('"');
    }

    private static string NumberOf(JsonElement value) =>
        value.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : EcmaScript(value.GetDouble());

    // Number::toString of ECMAScript (section 6.1.6.1.20): plain digits from 1e-6 up to 1e21, else an exponent with sign.
    private static string EcmaScript(double number)
    {
        if (number == 0)
            return "0";
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var (mantissa, shift) = shortest.Split('E') is [var m, var e]
            ? (m, int.Parse(e, CultureInfo.InvariantCulture))
            : (shortest, 0);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is var at and >= 0 ? at : mantissa.Length;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        return (number < 0 ? "-" : "") + Place(all.Trim('0'), point - leading - 1 + shift);
    }

    private static string Place(string digits, int exponent) =>
        exponent switch
        {
            >= 21 or < -6 when digits.Length == 1 => $"{digits}e{Signed(exponent)}",
            >= 21 or < -6 => $"{digits[0]}.{digits[1..]}e{Signed(exponent)}",
            < 0 => $"0.{new string('0', -exponent - 1)}{digits}",
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
            _ => $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}",
        };

    private static string Signed(int exponent) => exponent.ToString("+0;-0", CultureInfo.InvariantCulture);
}
