using System.Globalization;
using System.Text.RegularExpressions;

namespace CampaignDashboard.Web.Localisation;

/// <summary>
/// The part of the banana format (https://github.com/wikimedia/banana-i18n) that the messages use: <c>$1</c> … <c>$9</c>
/// and <c>{{PLURAL:$1|one|other}}</c>. The answer is plain text; whoever shows it encodes it.
/// </summary>
internal static partial class MessageFormat
{
    public static string Format(string template, Language language, IReadOnlyList<object?> arguments)
    {
        var chosen = Plural().Replace(template, match => Choose(match, language, arguments));
        return Parameter().Replace(chosen, match => Argument(match, language, arguments) ?? match.Value);
    }

    /// <summary>The parameters that a message mentions, each once, in order.</summary>
    public static IReadOnlyList<string> Parameters(string template) =>
        [
            .. Parameter()
                .Matches(template)
                .Select(match => match.Value)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static string Choose(Match match, Language language, IReadOnlyList<object?> arguments)
    {
        var forms = match.Groups["forms"].Value.Split('|');
        var index = match.Groups["n"].Value[0] - '1';
        var count = index < arguments.Count && IsNumber(arguments[index]) ? ToDecimal(arguments[index]) : 0m;
        return forms[Math.Min(Plurals.Form(language.Code, count), forms.Length - 1)];
    }

    private static string? Argument(Match match, Language language, IReadOnlyList<object?> arguments)
    {
        var index = match.Groups["n"].Value[0] - '1';
        if (index >= arguments.Count)
            return null;
        return arguments[index] switch
        {
            null => "",
            string text => text,
            var value when IsInteger(value) => ToDecimal(value).ToString("N0", language.Culture),
            IFormattable value => value.ToString(null, language.Culture),
            var value => value.ToString(),
        };
    }

    private static bool IsInteger(object? value) => value is int or long or short or byte or uint;

    private static bool IsNumber(object? value) => IsInteger(value) || value is decimal or double;

    private static decimal ToDecimal(object? value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$(?<n>[1-9])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"\{\{PLURAL:\$(?<n>[1-9])\|(?<forms>[^{}]*)\}\}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Plural();
}
