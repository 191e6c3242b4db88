using FluentValidation;

namespace CampaignDashboard.Campaigns;

/// <summary>Rules that the inventory's validators share.</summary>
internal static class SlugRules
{
    public const string WellFormed =
        "Use lower-case letters, digits and hyphens, at most 80, for example women-in-science-2026; or leave it out.";

    public static IRuleBuilderOptions<T, string?> MustBeSlug<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(slug => string.IsNullOrEmpty(slug) || Slug.IsWellFormed(slug)).WithMessage(WellFormed);

    public static IRuleBuilderOptions<T, string?> MustBeTitle<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().MustBeText(200);

    /// <summary>At most so many characters, and none that the database cannot keep.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeText<T>(this IRuleBuilder<T, string?> rule, int maximum) =>
        rule.MaximumLength(maximum)
            .Must(text => text is null || !text.Contains('\0'))
            .WithMessage("A character in this text cannot be kept. Type it anew instead of pasting it.");
}
