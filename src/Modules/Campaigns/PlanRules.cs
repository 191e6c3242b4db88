using System.Text.RegularExpressions;
using CampaignDashboard.Campaigns.Contracts;
using FluentValidation;

namespace CampaignDashboard.Campaigns;

/// <summary>Rules that the inventory's validators share.</summary>
internal static partial class PlanRules
{
    public const string WellFormed =
        "Use lower-case letters, digits and hyphens, at most 80, for example women-in-science-2026; or leave it out.";

    public const string LocalTime = "Write a date as 2026-03-08, or a date and time as 2026-03-08T13:00.";

    public static IRuleBuilderOptions<T, string?> MustBeLocalTimeOrNone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text.OrNone() is null || LocalWindow.IsLocalTime(text)).WithMessage(LocalTime);

    public static IRuleBuilderOptions<T, string?> MustBeSlug<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(slug => string.IsNullOrEmpty(slug) || Slug.IsWellFormed(slug)).WithMessage(WellFormed);

    public static IRuleBuilderOptions<T, string?> MustBeTitle<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().MustBeText(200);

    public static IRuleBuilderOptions<T, string?> MustBeWikidataItem<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(id => string.IsNullOrWhiteSpace(id) || WikidataItem().IsMatch(id.Trim()))
            .WithMessage("A Wikidata item is a Q and a number, for example Q190804.");

    public static IRuleBuilderOptions<T, string?> MustBeWebAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MustBeText(2_000)
            .Must(address =>
                string.IsNullOrWhiteSpace(address)
                || (Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
            )
            .WithMessage("Give the whole address, beginning with https://");

    public static IRuleBuilderOptions<T, string?> MustBeCountry<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => string.IsNullOrWhiteSpace(code) || Countries.Has(code.Trim().ToUpperInvariant()))
            .WithMessage("A country is two letters as in ISO 3166, for example NL.");

    public static IRuleBuilderOptions<T, string?> MustBeLanguage<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(tag => string.IsNullOrWhiteSpace(tag) || LanguageTag().IsMatch(tag.Trim()))
            .WithMessage("A language is a code such as nl or pt-BR.");

    public static IRuleBuilderOptions<T, DateOnly?> MustNotBeBefore<T>(
        this IRuleBuilder<T, DateOnly?> rule,
        Func<T, DateOnly?> start
    ) => rule.Must((asked, end) => !(end < start(asked))).WithMessage("The last day is before the first.");

    public static IRuleBuilderOptions<T, string?> MustBeCommonsFile<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(CommonsFile.IsNameOrNone)
            .WithMessage("An image is a file of Wikimedia Commons, for example File:Museum.jpg.");

    public static IRuleBuilderOptions<T, IReadOnlyList<Goal>?> MustBeGoalsOrNone<T>(
        this IRuleBuilder<T, IReadOnlyList<Goal>?> rule
    ) =>
        rule.Must(goals => goals is null || !goals.Any(g => g is null || g.Target == 0))
            .WithMessage("A goal is a whole number other than 0.")
            .Must(goals =>
                goals is null || goals.DistinctBy(g => g?.Figure, StringComparer.Ordinal).Count() == goals.Count
            )
            .WithMessage("A figure can have one goal only.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> MustBeWikisOrNone<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.Must(w => w is null || w.Count <= 50)
            .WithMessage("A session follows at most 50 wikis.")
            .Must(w => w is null || !w.Any(string.IsNullOrWhiteSpace))
            .WithMessage("One of the wikis has no name.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustNameWikis<T>(
        this IRuleBuilder<T, IReadOnlyList<string>> rule
    ) =>
        rule.NotEmpty()
            .WithMessage("Name at least one wiki, for example en.wikipedia.")
            .Must(w => w is null || w.Count <= 50)
            .WithMessage("A session follows at most 50 wikis.")
            .Must(w => w is null || !w.Any(string.IsNullOrWhiteSpace))
            .WithMessage("One of the wikis has no name.");

    /// <summary>The text without blanks around it; null if nothing is left.</summary>
    public static string? OrNone(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("^[Qq][1-9][0-9]{0,17}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WikidataItem();

    [GeneratedRegex(
        "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex LanguageTag();

    /// <summary>At most so many characters, and none that the database cannot keep.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeText<T>(this IRuleBuilder<T, string?> rule, int maximum) =>
        rule.MaximumLength(maximum)
            .Must(text => text is null || !text.Contains('\0'))
            .WithMessage("A character in this text cannot be kept. Type it anew instead of pasting it.");
}
