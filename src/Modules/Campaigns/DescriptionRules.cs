using CampaignDashboard.Campaigns.Contracts;
using FluentValidation;

namespace CampaignDashboard.Campaigns;

/// <summary>What is told of a session, as a coordinator writes it.</summary>
internal interface IDescribed
{
    string Title { get; }

    string? Description { get; }

    string? Venue { get; }

    string? Language { get; }

    string? EventPage { get; }

    string? WikidataItem { get; }

    string? Address { get; }

    decimal? Latitude { get; }

    decimal? Longitude { get; }

    string? VenueItem { get; }

    AttendanceOffered? Attendance { get; }
}

/// <summary>What the description of a session must be like.</summary>
internal sealed class DescriptionRules : AbstractValidator<IDescribed>
{
    public DescriptionRules()
    {
        RuleFor(r => r.Title).MustBeTitle();
        RuleFor(r => r.Description).MustBeText(10_000);
        RuleFor(r => r.Venue).MustBeText(500);
        RuleFor(r => r.Language).MustBeLanguage();
        RuleFor(r => r.EventPage).MustBeWebAddress();
        RuleFor(r => r.WikidataItem).MustBeWikidataItem();
        RuleFor(r => r.Address).MustBeText(500);
        RuleFor(r => r.Latitude)
            .InclusiveBetween(-90, 90)
            .WithMessage("A latitude is between -90 and 90 degrees, for example 52.0907.");
        RuleFor(r => r.Longitude)
            .InclusiveBetween(-180, 180)
            .WithMessage("A longitude is between -180 and 180 degrees, for example 5.1214.");
        RuleFor(r => r.Latitude)
            .Must((r, latitude) => latitude is null == r.Longitude is null)
            .WithMessage("Coordinates are a latitude and a longitude: give both, or neither.");
        RuleFor(r => r.VenueItem).MustBeWikidataItem();
        RuleFor(r => r.Attendance).IsInEnum();
    }
}
