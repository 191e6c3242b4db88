using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Which sessions somebody asks for, as it stands in the address; bound with <c>[AsParameters]</c>. What each means, and
/// what it may be, is in <see cref="SessionFilters"/>.
/// </summary>
internal readonly record struct AskedSessions(
    [property: FromQuery(Name = "search")]
    [property: Description("Words that the title, the venue, or the name of program, campaign or organiser contain.")]
        string? Search,
    [property: FromQuery(Name = "organiser")]
    [property: Description("The id or the slug of an organiser.")]
        string? Organiser,
    [property: FromQuery(Name = "campaign")]
    [property: Description("The id or the slug of a campaign.")]
        string? Campaign,
    [property: FromQuery(Name = "country")]
    [property: Description("The country of the organiser, by its ISO 3166-1 code: NL.")]
        string? Country,
    [property: FromQuery(Name = "language")]
    [property: Description("The language spoken, by its code: nl; pt finds pt-BR too.")]
        string? Language,
    [property: FromQuery(Name = "wiki")]
    [property: Description("A wiki that is followed: en.wikipedia, enwiki or https://en.wikipedia.org.")]
        string? Wiki,
    [property: FromQuery(Name = "from")]
    [property: Description("The first day, as 2026-03-08, by the clocks of the session's place.")]
        string? From,
    [property: FromQuery(Name = "until")]
    [property: Description("The last day, as 2026-03-31, by the clocks of the session's place.")]
        string? Until,
    [property: FromQuery(Name = "state")]
    [property: Description("all, upcoming, running, current (running or upcoming) or past (the latest first).")]
        string? State,
    [property: FromQuery(Name = "attendance")]
    [property: Description("onSite or remote: sessions in which one can take part so.")]
        string? Attendance
)
{
    /// <summary>Reads it off the address of a page.</summary>
    public static AskedSessions Of(IQueryCollection query) =>
        new(
            query["search"],
            query["organiser"],
            query["campaign"],
            query["country"],
            query["language"],
            query["wiki"],
            query["from"],
            query["until"],
            query["state"],
            query["attendance"]
        );
}
