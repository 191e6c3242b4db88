using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// Instants in answers are UTC with a <c>Z</c> (RFC 3339), with no more digits of a second than they have; in requests any
/// offset is understood.
/// </summary>
internal sealed class UtcInstants : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        );
}
