using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one program; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<ProgramId>))]
public readonly record struct ProgramId(Guid Value) : IGuidId<ProgramId>
{
    /// <inheritdoc/>
    public static ProgramId From(Guid value) => new(value);

    /// <summary>Reads it off an address; false for what is no UUID.</summary>
    public static bool TryParse(string? text, out ProgramId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
