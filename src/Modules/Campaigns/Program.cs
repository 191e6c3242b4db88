using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record ProgramEvent;

/// <summary>A series of sessions was planned within a campaign.</summary>
internal sealed record ProgramPlanned(
    ProgramId Program,
    CampaignId Campaign,
    string Title,
    string Slug,
    string Description,
    DateTimeOffset At
) : ProgramEvent;

/// <summary>A program was described anew: all that is told of it, and the last one holds.</summary>
internal sealed record ProgramDescribed(ProgramId Program, ProgramDetails Details, DateTimeOffset At) : ProgramEvent;

/// <summary>
/// What is told of a program. Its days are inclusive; <paramref name="Venue"/> is what the form of a new session begins
/// with, and so are <paramref name="Wikis"/>, which are kept as those of a campaign.
/// </summary>
internal sealed record ProgramDetails(
    string Title,
    string Description = "",
    DateOnly? Start = null,
    DateOnly? End = null,
    string? Venue = null,
    string? WikidataItem = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Wikis = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Goal>? Goals = null
)
{
    /// <summary>As it is kept: an empty field is none.</summary>
    public ProgramDetails Tidied() =>
        new(
            Title.Trim(),
            Description.OrNone() ?? "",
            Start,
            End,
            Venue.OrNone(),
            WikidataItem.OrNone()?.ToUpperInvariant(),
            Wikis is { Count: > 0 } ? Wikis : null,
            Goals is { Count: > 0 } ? Goals : null
        );

    /// <summary>Whether both say the same: lists by what is in them.</summary>
    public bool Says(ProgramDetails other) =>
        this with { Wikis = null, Goals = null } == other with { Wikis = null, Goals = null }
        && (Wikis ?? []).SequenceEqual(other.Wikis ?? [], StringComparer.Ordinal)
        && (Goals ?? []).SequenceEqual(other.Goals ?? []);
}

internal sealed record Program(bool Exists, ProgramDetails? Details = null) : IAggregate<Program, ProgramEvent>
{
    public static Program Initial => new(Exists: false);

    public static Program Evolve(Program state, ProgramEvent e) =>
        e switch
        {
            ProgramPlanned planned => new(Exists: true, new(planned.Title, planned.Description)),
            ProgramDescribed described => state with { Details = described.Details },
            _ => state,
        };
}
