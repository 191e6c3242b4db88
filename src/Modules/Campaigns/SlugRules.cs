using FluentValidation;

namespace CampaignDashboard.Campaigns;

/// <summary>Rules that the inventory's validators share.</summary>
internal static class SlugRules
{
    public const string WellFormed =
        "Use lower-case letters, digits and hyphens, at most 80, for example women-in-science-2026; or leave it out.";

    public static IRuleBuilderOptions<T, string?> MustBeSlug<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(slug => string.IsNullOrEmpty(slug) || Slug.IsWellFormed(slug)).WithMessage(WellFormed);

    public static IRuleBuilderOptions<T, string> MustBeTitle<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(200);
}
