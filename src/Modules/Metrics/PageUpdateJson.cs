using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The JSON of the one event that a log has by the million, read by hand: three to five times as fast as by reflection,
/// which is half the time of a rebuild. Fields in any order; unknown ones are passed over, missing ones have the default.
/// </summary>
internal sealed class PageUpdateJson : JsonConverter<PageUpdateRecorded>
{
    private static readonly JsonEncodedText[] Names =
    [
        .. (
            (string[])
                [
                    "session",
                    "wiki",
                    "revision",
                    "page",
                    "namespace",
                    "title",
                    "person",
                    "timestamp",
                    "bytesDifference",
                    "createsPage",
                    "isRedirect",
                    "isMinor",
                    "parent",
                ]
        ).Select(name => JsonEncodedText.Encode(name)),
    ];

    /// <inheritdoc/>
    public override PageUpdateRecorded Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        var fields = new Fields();
        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldAt(ref reader, expected);
            reader.Read();
            if (field < 0)
            {
                reader.Skip();
                continue;
            }

            fields.Set(field, ref reader);
            expected = field + 1;
        }

        return fields.ToEvent();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PageUpdateRecorded value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Names[0], value.Session.Value);
        writer.WriteString(Names[1], value.Wiki);
        writer.WriteNumber(Names[2], value.Revision);
        writer.WriteNumber(Names[3], value.Page);
        writer.WriteNumber(Names[4], value.Namespace);
        if (value.Title is { } title)
        {
            writer.WriteString(Names[5], title);
        }

        writer.WriteString(Names[6], value.Person.Value);
        writer.WriteString(Names[7], value.Timestamp);
        writer.WriteNumber(Names[8], value.BytesDifference);
        writer.WriteBoolean(Names[9], value.CreatesPage);
        writer.WriteBoolean(Names[10], value.IsRedirect);
        writer.WriteBoolean(Names[11], value.IsMinor);
        if (value.Parent is { } parent)
        {
            writer.WriteNumber(Names[12], parent);
        }

        writer.WriteEndObject();
    }

    /// <summary>Which field the reader is at; the one after the last is tried first, for so they were written. -1: none.</summary>
    private static int FieldAt(ref Utf8JsonReader reader, int expected)
    {
        for (var tried = 0; tried < Names.Length; tried++)
        {
            var field = (expected + tried) % Names.Length;
            if (reader.ValueTextEquals(Names[field].EncodedUtf8Bytes))
            {
                return field;
            }
        }

        return -1;
    }

    /// <summary>What has been read so far.</summary>
    private struct Fields
    {
        private SessionId session;
        private PersonId person;
        private string wiki;
        private string? title;
        private long revision;
        private long page;
        private int ns;
        private int bytesDifference;
        private DateTimeOffset timestamp;
        private bool createsPage;
        private bool isRedirect;
        private bool isMinor;
        private long? parent;

        public void Set(int field, ref Utf8JsonReader reader)
        {
            switch (field)
            {
                case 0:
                    session = new(reader.GetGuid());
                    break;
                case 1:
                    wiki = reader.GetString()!;
                    break;
                case 2:
                    revision = reader.GetInt64();
                    break;
                case 3:
                    page = reader.GetInt64();
                    break;
                case 4:
                    ns = reader.GetInt32();
                    break;
                case 5:
                    title = reader.GetString();
                    break;
                case 6:
                    person = new(reader.GetGuid());
                    break;
                case 7:
                    timestamp = reader.GetDateTimeOffset();
                    break;
                case 8:
                    bytesDifference = reader.GetInt32();
                    break;
                case 9:
                    createsPage = reader.GetBoolean();
                    break;
                case 10:
                    isRedirect = reader.GetBoolean();
                    break;
                case 11:
                    isMinor = reader.GetBoolean();
                    break;
                default:
                    parent = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
                    break;
            }
        }

        public readonly PageUpdateRecorded ToEvent() =>
            new(
                session,
                wiki,
                revision,
                page,
                ns,
                title,
                person,
                timestamp,
                bytesDifference,
                createsPage,
                isRedirect,
                isMinor,
                parent
            );
    }
}
