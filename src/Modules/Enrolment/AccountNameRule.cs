using System.Linq.Expressions;
using System.Text;
using FluentValidation;

namespace CampaignDashboard.Enrolment;

/// <summary>What can be asked for as an account's name at all; whether it can be had, the wiki says.</summary>
internal sealed class AccountNameRule<T> : AbstractValidator<T>
{
    // As wikis have it, in UTF-8.
    private const int LongestName = 235;

    public AccountNameRule(Expression<Func<T, string>> name) =>
        RuleFor(name)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .WithMessage("Choose a user name.")
            .Must(typed => Encoding.UTF8.GetByteCount(typed) <= LongestName)
            .WithMessage("That name is too long for the wikis. Choose a shorter one.")
            .Must(typed => !typed.Any(char.IsControl))
            .WithMessage("A user name has no control characters. Type it anew instead of pasting it.")
            .Must(typed => !typed.Contains('@', StringComparison.Ordinal))
            .WithMessage("Everybody sees a user name. Choose one that is no e-mail address.");
}
