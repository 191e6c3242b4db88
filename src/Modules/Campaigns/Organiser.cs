using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record OrganiserEvent;

/// <summary>A chapter, affiliate or organisation was registered, with the person who answers for it.</summary>
internal sealed record OrganiserRegistered(
    OrganiserId Organiser,
    string Name,
    string Slug,
    PersonId Coordinator,
    DateTimeOffset At
) : OrganiserEvent;

/// <summary>An organiser was described anew: all that is told of it, and the last one holds.</summary>
internal sealed record OrganiserDescribed(OrganiserId Organiser, OrganiserDetails Details, DateTimeOffset At)
    : OrganiserEvent;

/// <summary>
/// What is told of an organiser. <paramref name="Country"/> is ISO 3166-1 alpha-2; the pages are https addresses;
/// <paramref name="WikidataItem"/> is an id such as Q42.
/// </summary>
internal sealed record OrganiserDetails(
    string Name,
    string? ShortName = null,
    OrganiserKind? Kind = null,
    string? Country = null,
    string? HomePage = null,
    string? ContactPage = null,
    string? WikidataItem = null
)
{
    /// <summary>As it is kept: an empty field is none.</summary>
    public OrganiserDetails Tidied() =>
        new(
            Name.Trim(),
            ShortName.OrNone(),
            Kind,
            Country.OrNone()?.ToUpperInvariant(),
            HomePage.OrNone(),
            ContactPage.OrNone(),
            WikidataItem.OrNone()?.ToUpperInvariant()
        );
}

/// <summary>What an organiser is, as the Wikimedia movement divides them.</summary>
internal enum OrganiserKind
{
    /// <summary>A national or regional chapter.</summary>
    Chapter,

    /// <summary>An affiliate with a subject instead of a region.</summary>
    ThematicOrganisation,

    /// <summary>A group of users recognised as an affiliate.</summary>
    UserGroup,

    /// <summary>A museum, library, university or the like.</summary>
    Institution,
}

internal sealed record Organiser(bool Exists, OrganiserDetails? Details = null, PersonId? FirstCoordinator = null)
    : IAggregate<Organiser, OrganiserEvent>
{
    public static Organiser Initial => new(Exists: false);

    public static Organiser Evolve(Organiser state, OrganiserEvent e) =>
        e switch
        {
            OrganiserRegistered registered => new(Exists: true, new(registered.Name), registered.Coordinator),
            OrganiserDescribed described => state with { Details = described.Details },
            _ => state,
        };
}
